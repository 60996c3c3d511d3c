package nl.privacyloket.stack.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a stack keeps what it needs from one run to the next.
 *
 * @param root the directory, {@code .local} of a checkout by default
 */
public record StackDirectory(Path root) {

    public StackDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path mail() {
        return root.resolve("mail");
    }

    /** One folder of keys for each service and data system. */
    public Path keys() {
        return root.resolve("keys");
    }

    public Path keys(String serviceOrSystem) {
        return keys().resolve(serviceOrSystem);
    }

    /** The public keys by which certificates of a service are checked. */
    public Path certificateKeys(StackService service) {
        return keys(service.id()).resolve("certificate-keys");
    }

    /** Folders with the public keys by which audit logs are verified, of each service and data system that has some. */
    public List<Path> auditKeys() {
        if (!Files.isDirectory(keys())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(keys())) {
            return folders.map(folder -> folder.resolve("audit-keys"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(StackService service) {
        return logs().resolve(service.id() + ".log");
    }

    /** What every service exported over OTLP since the stack started. */
    public Path traces() {
        return root.resolve("traces.otlp");
    }

    /** Who runs: the lock of the launcher and the process ids of the services. */
    public Path run() {
        return root.resolve("run");
    }
}
