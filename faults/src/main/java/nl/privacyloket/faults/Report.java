package nl.privacyloket.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.run.Round;

/** The rounds of a run, told as they end, and written as JSON and as a table. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final long seed;
    private final PrintStream out;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Round> rounds = new ArrayList<>();

    Report(long seed, PrintStream out) {
        this.seed = seed;
        this.out = out;
    }

    void add(Round round) {
        rounds.add(round);
        out.printf(
                Locale.ROOT,
                "round %d: %s, %d operations accepted, %d calls unanswered, %d connections cut, %d s: %s%n",
                round.number(),
                String.join(" + ", round.faults()),
                round.accepted(),
                round.unanswered(),
                round.cut(),
                round.seconds(),
                round.findings().isEmpty() ? "clean" : round.findings().size() + " FINDINGS");
        round.findings()
                .forEach(finding -> out.println("  " + finding.kind() + " " + finding.check() + ": " + finding.text()));
    }

    boolean isClean() {
        return rounds.stream().allMatch(round -> round.findings().isEmpty());
    }

    void print() {
        out.println();
        out.print(table());
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("begunAt", begun.toString());
        result.put("seed", seed);
        result.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, Java "
                        + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version"));
        result.put("again", again());
        result.put("rounds", rounds);
        Files.writeString(directory.resolve("faults.json"), JSON.writeValueAsString(result) + "\n");
        Files.writeString(directory.resolve("table.md"), table());
    }

    String table() {
        Map<String, long[]> byFault = new TreeMap<>();
        long[] total = new long[8];
        for (Round round : rounds) {
            long[] row = byFault.computeIfAbsent(String.join(" + ", round.faults()), name -> new long[8]);
            for (long[] sum : new long[][] {row, total}) {
                sum[0]++;
                sum[1] += round.injected();
                sum[2] += round.accepted();
                sum[3] += round.unanswered();
                for (Finding finding : round.findings()) {
                    sum[4 + finding.kind().ordinal()]++;
                }
            }
        }
        StringBuilder text = new StringBuilder("""
                | fault | rounds | injected | operations accepted | calls unanswered | lost | doubled | stuck | wrong |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        byFault.forEach((name, row) -> line(text, name, row));
        line(text, "**all**", total);
        text.append("\n")
                .append(again())
                .append(" events and mails came more often than once under one identity, as documented.\n");
        return text.toString();
    }

    private long again() {
        return rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1).again();
    }

    private static void line(StringBuilder text, String name, long[] row) {
        text.append("| ").append(name);
        for (long figure : row) {
            text.append(" | ").append(figure);
        }
        text.append(" |\n");
    }
}
