package nl.privacyloket.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What takes long to start and get warm, so that scenarios that follow each other share it: one thing at a time, in a directory of
 * its own, until another kind is asked for.
 */
public final class Kept implements AutoCloseable {
    private AutoCloseable thing;
    private Path directory;

    /** Starts what is to be kept. */
    @FunctionalInterface
    public interface Starting<T extends AutoCloseable> {
        /** @param directory for its files, which goes after it was closed */
        T in(Path directory) throws Exception;
    }

    /** What is kept when it is of that type; otherwise that ends and this one starts. It closes itself when it does not start. */
    public <T extends AutoCloseable> T get(Class<T> type, Starting<T> starting) throws Exception {
        if (!type.isInstance(thing)) {
            close();
            directory = Files.createTempDirectory("privacyloket-bench");
            thing = starting.in(directory);
        }
        return type.cast(thing);
    }

    /** Ends what is kept, so that the next one who asks gets a new one. */
    @Override
    public void close() throws Exception {
        AutoCloseable last = thing;
        Path files = directory;
        thing = null;
        directory = null;
        try (last) {
            // Closed whatever comes of it; one that did not start has closed itself.
        } finally {
            if (files != null) {
                delete(files);
            }
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
