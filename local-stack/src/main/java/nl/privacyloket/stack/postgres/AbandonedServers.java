package nl.privacyloket.stack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.privacyloket.stack.ProcessFile;
import nl.privacyloket.stack.TemporaryDirectory;
import org.jboss.logging.Logger;

/**
 * Temporary servers whose JVM was killed before it could stop them: PostgreSQL goes on without its parent. Each temporary
 * directory names its JVM, so that the next one can clear up after a dead one.
 */
final class AbandonedServers {

    private static final Logger LOG = Logger.getLogger(AbandonedServers.class);
    private static final String OWNER = "owner.pid";

    private AbandonedServers() {}

    /** Writes down that a temporary directory belongs to this JVM. */
    static void own(Path directory) {
        new ProcessFile(directory.resolve(OWNER)).record(ProcessHandle.current());
    }

    /** Stops the servers below this directory whose JVM has gone, and deletes what they leave. */
    static void clear(Path parent) {
        try (DirectoryStream<Path> directories =
                Files.newDirectoryStream(parent, TemporaryDirectory.prefix("postgres") + "*")) {
            for (Path directory : directories) {
                Path owner = directory.resolve(OWNER);
                if (Files.exists(owner) && new ProcessFile(owner).running().isEmpty()) {
                    LOG.infof("Clearing up %s of a JVM that has gone", directory);
                    LeftoverPostgres.in(directory.resolve("data")).stop();
                    TemporaryDirectory.delete(directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
