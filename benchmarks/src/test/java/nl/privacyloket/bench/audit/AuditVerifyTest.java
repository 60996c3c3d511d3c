package nl.privacyloket.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Kept;
import nl.privacyloket.bench.result.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyTest {
    @TempDir
    Path directory;

    @Test
    void a_log_is_written_and_proven() throws Exception {
        var out = new ByteArrayOutputStream();
        var bench = new Bench(
                Path.of(""), directory, new Kept(), 1, true, new PrintStream(out, true, StandardCharsets.UTF_8));

        Outcome outcome = new AuditVerify().run(bench);

        assertThat(lines("every-1000.ndjson")).isEqualTo(20_020);
        assertThat(lines("every-100.ndjson")).isEqualTo(4_040);
        assertThat(outcome.findings()).hasSize(2).allSatisfy(finding -> assertThat(finding.goal())
                .isEqualTo("≥ 0.30"));
        assertThat(outcome.measured()).containsKeys("every1000", "every100");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("20,000 entries", "a checkpoint every 1,000");
    }

    private long lines(String file) throws IOException {
        try (var lines = Files.lines(directory.resolve(file))) {
            return lines.count();
        }
    }
}
