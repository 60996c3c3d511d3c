package nl.privacyloket.faults.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Ends a PostgreSQL server as a crash of its machine's memory would: postmaster and every child with SIGKILL. */
final class PostgresKill {
    private PostgresKill() {}

    /** @param dataDirectory of the server, whose pid file names it */
    static void kill(Path dataDirectory) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(dataDirectory.resolve("postmaster.pid"))
                .get(0)
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid)
                .orElseThrow(() -> new IOException("PostgreSQL does not run with the process id of its pid file"));
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }
}
