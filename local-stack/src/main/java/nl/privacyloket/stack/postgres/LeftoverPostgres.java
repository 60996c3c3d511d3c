package nl.privacyloket.stack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The server that a run left behind when it was killed: PostgreSQL goes on without its parent. Its pid file tells which
 * process it is.
 */
final class LeftoverPostgres {

    private static final Logger LOG = Logger.getLogger(LeftoverPostgres.class);
    private static final long STOP_SECONDS = 20;

    private final Path dataDirectory;
    private final Path pidFile;

    private LeftoverPostgres(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.pidFile = dataDirectory.resolve("postmaster.pid");
    }

    static LeftoverPostgres in(Path dataDirectory) {
        return new LeftoverPostgres(dataDirectory);
    }

    /** Stops a server that still runs on this data directory and removes the pid file of one that does not. */
    void stop() {
        Optional<Long> pid = recordedPid();
        if (pid.isEmpty()) {
            return;
        }
        try {
            Optional<ProcessHandle> running = ProcessHandle.of(pid.get()).filter(this::isPostgres);
            if (running.isPresent()) {
                LOG.infof("Stopping the PostgreSQL that an earlier run left behind, process %d", pid.get());
                // SIGTERM waits for clients to leave ("smart" shutdown); what is left of an earlier run has none to
                // wait for.
                running.get().destroy();
                await(running.get());
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(ProcessHandle process) {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // A pid is used again after a reboot: only a process that looks like a server is ours to stop.
    private boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("postgres"))
                .orElse(false);
    }

    private Optional<Long> recordedPid() {
        if (!Files.isRegularFile(pidFile)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            boolean ours = lines.size() > 1
                    && Path.of(lines.get(1).strip())
                            .toAbsolutePath()
                            .normalize()
                            .equals(dataDirectory.toAbsolutePath().normalize());
            return ours ? Optional.of(Long.parseLong(lines.get(0).strip())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
