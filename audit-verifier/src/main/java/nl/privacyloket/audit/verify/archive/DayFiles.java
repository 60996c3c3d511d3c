package nl.privacyloket.audit.verify.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;

/**
 * The files of an archive: one for each day, a line for each record, byte for byte its value. A line is there for good when
 * {@link #keep} has returned; what a killed run wrote behind that is set aside and written again. Nothing is ever deleted.
 */
final class DayFiles implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".ndjson";
    private static final String NOTE = "archive.json";

    private final Path folder;
    private final Clock clock;
    private final FileChannel lock;
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private LocalDate day;
    private FileChannel file;
    private OutputStream lines;

    /** Opens a folder, new or as an earlier run left it. */
    DayFiles(Path folder, Clock clock) throws UnusableInputException, IOException {
        this.clock = clock;
        this.folder = Files.createDirectories(folder);
        this.lock = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked()) {
            lock.close();
            throw new UnusableInputException("Another archiver writes to " + folder);
        }
        Path note = folder.resolve(NOTE);
        if (Files.exists(note)) {
            resume(JSON.readTree(Files.readString(note)));
        } else if (!days().isEmpty()) {
            throw new UnusableInputException(folder + " holds files of days but not " + NOTE);
        } else {
            // Before the first file: a run that is killed while it writes that leaves a folder that is known.
            writeNote();
        }
    }

    private boolean locked() throws IOException {
        try {
            FileLock held = lock.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void resume(JsonNode note) throws UnusableInputException, IOException {
        note.path("offsets")
                .properties()
                .forEach(offset -> offsets.put(
                        Integer.valueOf(offset.getKey()), offset.getValue().asLong()));
        day = note.hasNonNull("day") ? LocalDate.parse(note.path("day").asText()) : null;
        for (Path later : days()) {
            if (day == null || later.getFileName().toString().compareTo(day + SUFFIX) > 0) {
                Files.move(later, aside(later));
            }
        }
        if (day != null) {
            cutBehind(note.path("length").asLong());
        }
    }

    /** What stands behind this length of the last file was not kept by the run that wrote it; half a line perhaps. */
    private void cutBehind(long length) throws UnusableInputException, IOException {
        Path last = folder.resolve(day + SUFFIX);
        if (!Files.exists(last)) {
            throw new UnusableInputException(last + " is not there, and the archive goes on in it");
        }
        if (Files.size(last) < length) {
            throw new UnusableInputException(last + " is shorter than it was");
        }
        if (Files.size(last) > length) {
            setAsideBehind(last, length);
        }
        open();
        file.truncate(length);
        file.position(length);
    }

    private void setAsideBehind(Path last, long length) throws IOException {
        try (FileChannel from = FileChannel.open(last, StandardOpenOption.READ);
                FileChannel aside =
                        FileChannel.open(aside(last), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long copied = length;
            while (copied < from.size()) {
                copied += from.transferTo(copied, from.size() - copied, aside);
            }
            aside.force(true);
        }
        // Before anything is cut off: a name that is lost is a file that is lost.
        keepNames();
    }

    /** A name that no reader takes for a day's file, and that nothing has yet. */
    private static Path aside(Path file) {
        for (int i = 1; ; i++) {
            Path aside = file.resolveSibling(file.getFileName() + ".aside-" + i);
            if (!Files.exists(aside)) {
                return aside;
            }
        }
    }

    private List<Path> days() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> one.getFileName().toString().matches("\\d{4}-\\d\\d-\\d\\d\\.ndjson"))
                    .toList();
        }
    }

    /** From which offset on the partition has records that are not in the archive; 0 when none is. */
    long next(int partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    /**
     * Adds a record that is not in the archive yet.
     *
     * @param time of the record, by which it gets its day. Whoever writes the record sets it, so one that is far ahead counts
     *     as tomorrow; a day that is over is not gone back to, so that the files together keep the topic's order
     */
    void add(Delivered delivered, Instant time) throws IOException {
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        LocalDate said = LocalDate.ofInstant(time, ZoneOffset.UTC);
        LocalDate on = said.isAfter(tomorrow) ? tomorrow : said;
        if (day == null || on.isAfter(day)) {
            flush();
            closeFile();
            day = on;
            open();
        }
        lines.write(line(delivered));
        lines.write('\n');
        offsets.put(delivered.position().partition(), delivered.position().offset() + 1);
    }

    /** Brings all that was added to the disk and writes down how far it goes. */
    void keep() throws IOException {
        if (day == null) {
            return;
        }
        flush();
        writeNote();
    }

    private void writeNote() throws IOException {
        ObjectNode note = JSON.createObjectNode();
        if (day != null) {
            note.put("day", day.toString()).put("length", file.position());
        }
        ObjectNode next = note.putObject("offsets");
        offsets.forEach((partition, offset) -> next.put(partition.toString(), offset));
        Path beside = folder.resolve(NOTE + ".new");
        Files.write(beside, (note + "\n").getBytes(UTF_8));
        try (FileChannel written = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(beside, folder.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        keepNames();
    }

    /** The names of files are the folder's content, and get lost with the power as files' contents do. */
    private void keepNames() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private void flush() throws IOException {
        if (file != null) {
            lines.flush();
            file.force(true);
            keepNames();
        }
    }

    private void open() throws IOException {
        file = FileChannel.open(folder.resolve(day + SUFFIX), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.position(file.size());
        lines = new BufferedOutputStream(Channels.newOutputStream(file), 256 * 1024);
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** The value; what cannot be a line of its own is wrapped so that it is kept, and never taken for an entry. */
    private static byte[] line(Delivered delivered) {
        byte[] value = delivered.value();
        boolean isLine = value != null && value.length > 0;
        for (int i = 0; isLine && i < value.length; i++) {
            isLine = value[i] != '\n';
        }
        if (isLine) {
            return value;
        }
        ObjectNode wrapped = JSON.createObjectNode();
        wrapped.putObject("noEntry")
                .put("offset", delivered.position().offset())
                .put("key", delivered.key())
                .put("value", value == null ? null : Base64.getEncoder().encodeToString(value));
        return wrapped.toString().getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        closeFile();
        lock.close();
    }
}
