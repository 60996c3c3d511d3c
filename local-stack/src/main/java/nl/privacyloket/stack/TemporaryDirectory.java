package nl.privacyloket.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Directories that live as long as the part that uses them. */
public final class TemporaryDirectory {

    private TemporaryDirectory() {}

    /** A new empty directory; who asks for it deletes it. */
    public static Path create(String purpose) {
        try {
            return Files.createTempDirectory(prefix(purpose));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the names of these directories begin. */
    public static String prefix(String purpose) {
        return "privacyloket-" + purpose + "-";
    }

    /** Deletes the directory and all below it; what has gone already is not an error. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
