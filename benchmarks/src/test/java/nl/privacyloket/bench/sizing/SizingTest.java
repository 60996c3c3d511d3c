package nl.privacyloket.bench.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.privacyloket.bench.result.ResultFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizingTest {
    private static final Path COMMITTED = Path.of("results");

    @TempDir
    Path results;

    @Test
    void follows_from_the_rounds_that_count() throws IOException {
        write("register", "{\"measured\":{\"rounds\":[" + round(50_000) + "," + uncounted(9) + "]}}");
        write("sweep", "{\"measured\":{\"bytesPerHolding\":400,\"of10000000\":{\"rounds\":[" + round(20_000) + "]}}}");
        write("erase", "{\"measured\":{\"rounds\":[" + round(200) + "," + round(100) + "," + round(300) + "]}}");
        write("purge", "{\"measured\":{\"rounds\":[" + round(40_000) + "]}}");

        var costs = MeasuredCosts.in(results).orElseThrow();

        assertThat(costs).isEqualTo(new MeasuredCosts(50_000, 20_000, 200, 40_000, 400));
        // Ten million persons: 100 M holdings, 40 GB, a seventh of them due in a year.
        assertThat(new Sizing(costs, Assumptions.published()).markdown().lines())
                .anyMatch(line -> line.matches(
                        "\\| 10,000,000 +\\| 100,000,000 +\\| 40 GB +\\| 33 min +\\| 39,139 +\\| 2 s +\\| 1 s +\\|"
                                + " 55 +\\| 27, 1 s +\\|"));
    }

    @Test
    void says_nothing_while_a_scenario_is_missing_or_none_of_its_rounds_counts() throws IOException {
        assertThat(new ResultFiles(results).sizing()).isEmpty();

        write("register", "{\"measured\":{\"rounds\":[" + uncounted(50_000) + "]}}");
        assertThat(MeasuredCosts.in(results)).isEmpty();
    }

    @Test
    void the_committed_table_ends_with_what_its_results_say() throws IOException {
        String table = Files.readString(COMMITTED.resolve(ResultFiles.TABLE));

        assertThat(table).endsWith(new ResultFiles(COMMITTED).sizing());
    }

    private static String round(double system) {
        return "{\"limitBefore\":100,\"system\":" + system + ",\"limitAfter\":100}";
    }

    private static String uncounted(double system) {
        return "{\"limitBefore\":100,\"system\":" + system + ",\"limitAfter\":200}";
    }

    private void write(String scenario, String json) throws IOException {
        Files.writeString(results.resolve(scenario + ".json"), json);
    }
}
