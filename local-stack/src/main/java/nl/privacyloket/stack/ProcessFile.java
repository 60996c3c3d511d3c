package nl.privacyloket.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A file that names a running process, so that a later run finds what an earlier one left. It holds the process id and when
 * the process started, because ids are used again.
 */
public final class ProcessFile {

    private static final Logger LOG = Logger.getLogger(ProcessFile.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Path file;

    public ProcessFile(Path file) {
        this.file = file;
    }

    /** Writes down this process. */
    public void record(ProcessHandle process) {
        String start = process.info().startInstant().map(Instant::toString).orElse("");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, process.pid() + "\n" + start + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that is written down, if it still runs. */
    public Optional<ProcessHandle> running() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> sameStart(process, lines.get(1).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Stops the process that is written down, if it still runs, and removes the file. */
    public void stopLeftover() throws InterruptedException {
        Optional<ProcessHandle> leftover = running();
        if (leftover.isPresent()) {
            LOG.infof(
                    "Stopping process %d that an earlier run left behind",
                    leftover.get().pid());
            stop(leftover.get(), STOP_LIMIT);
        }
        remove();
    }

    /** Removes the file. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks a process to stop and ends it when it has not after the limit. Looks whether it runs, because the futures of
     * {@link ProcessHandle#onExit} need a thread of the common pool, all of which may wait for this very process.
     */
    public static void stop(ProcessHandle process, Duration limit) throws InterruptedException {
        process.destroy();
        if (!Polling.upTo(limit).every(LOOK).untilTrue(() -> !process.isAlive())) {
            LOG.warnf("Process %d did not stop within %s and is ended", process.pid(), limit);
            process.destroyForcibly();
            Polling.upTo(END_LIMIT).every(LOOK).untilTrue(() -> !process.isAlive());
        }
    }

    private static boolean sameStart(ProcessHandle process, String recorded) {
        Optional<Instant> start = process.info().startInstant();
        if (start.isEmpty() || recorded.isEmpty()) {
            return false;
        }
        return Duration.between(Instant.parse(recorded), start.get()).abs().compareTo(CLOCK_TOLERANCE) <= 0;
    }
}
