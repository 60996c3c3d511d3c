package nl.privacyloket.faults.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.privacyloket.stack.Polling;

/** Ends a PostgreSQL server as a crash of its machine's memory would: postmaster and every child with SIGKILL. */
final class PostgresKill {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    private PostgresKill() {}

    /** @param dataDirectory of the server, whose pid file names it */
    static void kill(Path dataDirectory) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster(dataDirectory)
                .orElseThrow(() -> new IOException("PostgreSQL does not run with the process id of its pid file"));
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Polling.upTo(LIMIT).every(LOOK).untilTrue(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** @return empty when there is no process with the id that the pid file holds */
    static Optional<ProcessHandle> postmaster(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).get(0).strip()))
                : Optional.empty();
    }
}
