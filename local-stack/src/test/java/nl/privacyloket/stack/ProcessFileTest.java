package nl.privacyloket.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFileTest {

    @TempDir
    Path directory;

    @Test
    void findsAndStopsTheProcessThatAnEarlierRunLeft() throws Exception {
        Process left = new ProcessBuilder("tail", "-f", "/dev/null").start();
        ProcessFile file = new ProcessFile(directory.resolve("run/some.pid"));
        file.record(left.toHandle());

        file.stopLeftover();

        assertThat(left.isAlive()).isFalse();
        assertThat(directory.resolve("run/some.pid")).doesNotExist();
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheSameId() throws Exception {
        Process other = new ProcessBuilder("tail", "-f", "/dev/null").start();
        try {
            Path path = directory.resolve("some.pid");
            Files.writeString(path, other.pid() + "\n2018-05-25T00:00:00Z\n");

            new ProcessFile(path).stopLeftover();

            assertThat(other.isAlive()).isTrue();
            assertThat(path).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aHalfWrittenFileNamesNobody() throws Exception {
        Path path = directory.resolve("some.pid");
        Files.writeString(path, "12");

        assertThat(new ProcessFile(path).running()).isEmpty();
    }
}
