package nl.privacyloket.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final String commit;
    private final PrintStream out;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Round> rounds = new ArrayList<>();

    /** @param commit of the checkout that runs */
    Report(long seed, String commit, PrintStream out) {
        this.seed = seed;
        this.commit = commit;
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

    /** What all runs found that lie there, this one among them. */
    void print(Path directory) throws IOException {
        out.println();
        out.print(table(runs(directory)));
    }

    /** Writes the run over an earlier one of the same seed, and the table of all that lie there. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        String machine = Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version");
        Run run = new Run(begun.toString(), commit, seed, machine, again(), rounds);
        Files.writeString(directory.resolve("seed-" + seed + ".json"), JSON.writeValueAsString(run) + "\n");
        Files.writeString(directory.resolve("table.md"), table(runs(directory)));
    }

    private static List<Run> runs(Path directory) throws IOException {
        List<Run> runs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "seed-*.json")) {
            for (Path file : files) {
                runs.add(JSON.readValue(file.toFile(), Run.class));
            }
        }
        runs.sort(Comparator.comparing(Run::begunAt).thenComparing(Run::seed));
        return runs;
    }

    static String table(List<Run> runs) {
        Map<String, long[]> byFault = new TreeMap<>();
        long[] total = new long[8];
        for (Round round : runs.stream().flatMap(run -> run.rounds().stream()).toList()) {
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
        text.append("\n- ")
                .append(runs.stream().mapToLong(Run::again).sum())
                .append(" events and mails came more often than once under one identity, as documented\n");
        for (Run run : runs) {
            text.append("- ")
                    .append(run.rounds().size())
                    .append(run.rounds().size() == 1 ? " round of seed " : " rounds of seed ")
                    .append(run.seed())
                    .append(", begun at ")
                    .append(run.begunAt())
                    .append(", of ")
                    .append(run.commit())
                    .append(" on ")
                    .append(run.machine())
                    .append("\n");
        }
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
