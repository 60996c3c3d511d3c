package nl.privacyloket.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.result.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyTest {
    @TempDir
    Path directory;

    @Test
    void a_log_is_written_and_proven() throws Exception {
        var out = new ByteArrayOutputStream();
        var bench = new Bench(Path.of(""), directory, 1, true, new PrintStream(out, true, StandardCharsets.UTF_8));

        Outcome outcome = new AuditVerify().run(bench);

        assertThat(outcome.measured()).containsEntry("entries", 20_000).containsEntry("entriesPerCheckpoint", 1000);
        try (var lines = Files.lines(directory.resolve("log.ndjson"))) {
            assertThat(lines.count()).isEqualTo(20_020);
        }
        assertThat(outcome.findings()).singleElement().satisfies(finding -> assertThat(finding.goal())
                .isEqualTo("≥ 0.30"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("20,000 entries", "a checkpoint every 1,000");
    }
}
