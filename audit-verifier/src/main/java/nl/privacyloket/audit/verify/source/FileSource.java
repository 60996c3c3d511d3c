package nl.privacyloket.audit.verify.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Content;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.record.RecordReader;
import nl.privacyloket.tlog.Hash;

/**
 * Files: exports of {@code GET /audit/entries} and archives, one record a line, also compressed ({@code .gz}); notes of
 * checkpoints; a folder stands for the {@code .ndjson}, {@code .ndjson.gz} and {@code .note} files in it, by their names.
 */
public final class FileSource implements AuditSource {
    private static final int LONGEST_NOTE = 256 * 1024;
    /** Lines of a file that are looked at to tell what it is. */
    private static final int HEAD = 1000;

    private final TrustedKeys keys;
    private final boolean mayWithhold;
    private final List<Path> lines = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * @param files in the order in which they are read
     * @param keys tell which log a file is of in which every entry is withheld
     * @param mayWithhold whether the files are exports for somebody who may not see all entries
     */
    public FileSource(List<Path> files, TrustedKeys keys, boolean mayWithhold) throws UnusableInputException {
        this.keys = keys;
        this.mayWithhold = mayWithhold;
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                for (Path inside : inside(file)) {
                    sort(inside);
                }
            } else {
                sort(file);
            }
        }
    }

    private static List<Path> inside(Path folder) throws UnusableInputException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().matches(".*\\.(ndjson|ndjson\\.gz|note)"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new UnusableInputException("There is no .ndjson file in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UnusableInputException(folder + " cannot be read", e);
        }
    }

    /** A note has an empty line and signatures below it; an export has neither. */
    private void sort(Path file) throws UnusableInputException {
        try (InputStream in = open(file)) {
            byte[] start = in.readNBytes(LONGEST_NOTE);
            String text = new String(start, UTF_8);
            if (!text.startsWith("{") && text.contains("\n\n\u2014 ")) {
                notes.add(new Note(file.toString(), text));
            } else {
                lines.add(file);
            }
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be read", e);
        }
    }

    @Override
    public String name() {
        List<Path> all = lines;
        return all.size() == 1 ? all.get(0).toString() : all.size() + " files";
    }

    @Override
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void read(Verified verified, Receiver receiver) throws UnusableInputException, InterruptedException {
        for (Path file : lines) {
            String log = logOf(file);
            try (InputStream in = open(file)) {
                String name = String.valueOf(file.getFileName());
                LineRecords.deliver(
                        in, (number, line) -> Delivered.line(name, number, log, mayWithhold, line), receiver);
            } catch (IOException e) {
                throw new UnusableInputException(file + " cannot be read to its end", e);
            }
        }
    }

    @Override
    public List<Hash> leaves(String log, long first, long last) throws UnusableInputException, InterruptedException {
        LineRecords.Range range = new LineRecords.Range(log, first, last);
        read(Verified.NOTHING, range);
        return range.leaves();
    }

    /**
     * Whose a line is that does not say so: withheld or damaged. The log of the file when its beginning names one alone,
     * otherwise null.
     */
    private String logOf(Path file) throws UnusableInputException {
        List<String> named = new ArrayList<>();
        boolean[] readable = new boolean[1];
        try (InputStream in = open(file)) {
            LineReader reader = new LineReader(in);
            int read = 0;
            for (byte[] line = reader.next(); line != null && read++ < HEAD; line = reader.next()) {
                Content content = RecordReader.read(line);
                readable[0] |= !(content instanceof Content.Unreadable);
                String service = content instanceof Entry entry
                        ? entry.service()
                        : content instanceof Content.SignedNote note ? note.service() : null;
                if (service != null && !named.contains(service) && keys.logs().contains(service)) {
                    named.add(service);
                }
            }
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be read", e);
        }
        boolean empty;
        try {
            empty = Files.size(file) == 0;
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be read", e);
        }
        if (!readable[0] && !empty) {
            throw new UnusableInputException("No line of " + file + " is an entry or a checkpoint");
        }
        if (named.isEmpty() && keys.logs().size() == 1) {
            return keys.logs().iterator().next();
        }
        return named.size() == 1 ? named.get(0) : null;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 64 * 1024) : in;
    }
}
