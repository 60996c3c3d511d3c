package nl.privacyloket.stack.layout;

import java.nio.file.Path;

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
