package nl.privacyloket.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.run.Round;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path results;

    @Test
    void runs_of_different_seeds_count_together_and_a_seed_that_runs_again_counts_once() throws Exception {
        var lost = new Finding("facts-once", Finding.Kind.LOST, "an event");
        write(1, round(1, "kill-kafka", 30, List.of()), round(2, "smtp-slow", 31, List.of(lost)));
        write(1, round(1, "kill-kafka", 40, List.of()), round(2, "smtp-slow", 41, List.of()));
        write(2, round(1, "kill-kafka", 50, List.of(lost)));

        assertThat(results).isDirectoryContaining("glob:**seed-1.json").isDirectoryContaining("glob:**seed-2.json");
        assertThat(Files.readString(results.resolve("table.md")).lines())
                .contains(
                        "| kill-kafka | 2 | 4 | 90 | 10 | 1 | 0 | 0 | 0 |",
                        "| smtp-slow | 1 | 2 | 41 | 5 | 0 | 0 | 0 | 0 |",
                        "| **all** | 3 | 6 | 131 | 15 | 1 | 0 | 0 | 0 |",
                        // What came again is counted from the beginning of a run.
                        "- 14 events and mails came more often than once under one identity, as documented")
                .anyMatch(line -> line.matches("- 2 rounds of seed 1, begun at .*Z, of abc12\\+ on .* processors.*"))
                .anyMatch(line -> line.startsWith("- 1 round of seed 2"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("LOST facts-once: an event");
    }

    private void write(long seed, Round... rounds) throws Exception {
        Report report = new Report(seed, "abc12+", new PrintStream(out, true, StandardCharsets.UTF_8));
        for (Round round : rounds) {
            report.add(round);
            report.write(results);
        }
    }

    private static Round round(int number, String fault, long accepted, List<Finding> findings) {
        return new Round(number, List.of(fault), 2, accepted, 5, 7, 7, 26, findings);
    }
}
