package nl.privacyloket.faults.evidence;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Files that are written at their end only: what was searched once is not searched again. */
final class GrowingFiles {
    private static final int PIECE = 4 * 1024 * 1024;
    /** A word can lie across the place where the last look ended. */
    private static final int OVERLAP = 200;

    private final Set<String> words;
    private final Map<Path, Long> searched = new HashMap<>();
    private final Set<Path> found = new LinkedHashSet<>();

    /** @param words in small letters; they are found in any case */
    GrowingFiles(Set<String> words) {
        this.words = words;
    }

    /** Searches what has come since the last look; a file that has gone meanwhile is passed over. */
    void look(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(0, Math.min(searched.getOrDefault(path, 0L), file.length()) - OVERLAP);
            byte[] piece = new byte[PIECE];
            file.seek(from);
            for (int read = file.read(piece); read > 0; read = file.read(piece)) {
                String text = new String(piece, 0, read, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                if (words.stream().anyMatch(text::contains)) {
                    found.add(path);
                }
                from += read;
                if (read == PIECE) {
                    from -= OVERLAP;
                    file.seek(from);
                }
            }
            searched.put(path, from);
        } catch (FileNotFoundException e) {
            // Kafka deletes and renames files as it goes.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those in which a word stands, or stood. */
    Set<Path> found() {
        return found;
    }
}
