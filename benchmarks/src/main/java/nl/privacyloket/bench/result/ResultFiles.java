package nl.privacyloket.bench.result;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of runs: a file of JSON for each scenario, with the run that it comes from, so that one scenario can be measured
 * again without the others; and the table of all that lie there.
 */
public final class ResultFiles {
    /** The table. */
    public static final String TABLE = "table.md";

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final ObjectWriter WRITER = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final Path directory;

    public ResultFiles(Path directory) {
        this.directory = directory;
    }

    /** What a run found, as a table in Markdown that is readable in a terminal too. */
    public static String table(Run run) {
        return new Table(run.outcomes().stream()
                        .map(outcome -> new Table.Entry(
                                outcome.scenario(),
                                run.begunAt().toString(),
                                run.commit(),
                                run.machine(),
                                outcome.findings(),
                                outcome.notes()))
                        .toList())
                .markdown();
    }

    /**
     * Writes what was found over what lay there of the same scenarios.
     *
     * @param order names of all scenarios, in the order of the table
     */
    public void write(Run run, List<String> order) throws IOException {
        Files.createDirectories(directory);
        for (Outcome outcome : run.outcomes()) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("scenario", outcome.scenario());
            file.put("begunAt", run.begunAt().toString());
            file.put("commit", run.commit());
            file.put("machine", run.machine());
            file.put("findings", outcome.findings());
            file.put("measured", outcome.measured());
            file.put("notes", outcome.notes());
            Files.writeString(of(outcome.scenario()), WRITER.writeValueAsString(file) + "\n");
        }
        Files.writeString(directory.resolve(TABLE), new Table(kept(order)).markdown());
    }

    private Path of(String scenario) {
        return directory.resolve(scenario + ".json");
    }

    private List<Table.Entry> kept(List<String> order) {
        return order.stream()
                .filter(scenario -> Files.exists(of(scenario)))
                .map(scenario -> {
                    try {
                        return JSON.readValue(of(scenario).toFile(), Table.Entry.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException(of(scenario) + " is no result of a scenario", e);
                    }
                })
                .toList();
    }
}
