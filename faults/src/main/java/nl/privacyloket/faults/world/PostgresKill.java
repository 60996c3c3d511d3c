package nl.privacyloket.faults.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends a PostgreSQL server as a crash of its machine's memory would: postmaster and every child with SIGKILL. */
final class PostgresKill {
    private PostgresKill() {}

    /** @param dataDirectory of the server, whose pid file names it */
    static void kill(Path dataDirectory) throws IOException {
        ProcessHandle postmaster = postmaster(dataDirectory)
                .orElseThrow(() -> new IOException("PostgreSQL does not run with the process id of its pid file"));
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
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
