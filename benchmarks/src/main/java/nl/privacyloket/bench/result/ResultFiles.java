package nl.privacyloket.bench.result;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.bench.sizing.Assumptions;
import nl.privacyloket.bench.sizing.MeasuredCosts;
import nl.privacyloket.bench.sizing.Sizing;

/**
 * The results of runs: a file of JSON for each scenario, so that one scenario can be measured
 * again without the others; and the table of all that lie there, with what it takes for how many persons.
 */
public final class ResultFiles {
    /** The table. */
    public static final String TABLE = "table.md";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final Path directory;

    public ResultFiles(Path directory) {
        this.directory = directory;
    }

    /** Results as a table in Markdown that is readable in a terminal too. */
    public static String table(List<Result> results) {
        return new Table(results).markdown();
    }

    /**
     * Writes them over what lay there of the same scenarios.
     *
     * @param order names of all scenarios, in the order of the table
     */
    public void write(List<Result> results, List<String> order) throws IOException {
        Files.createDirectories(directory);
        for (Result result : results) {
            Files.writeString(of(result.scenario()), WRITER.writeValueAsString(result) + "\n");
        }
        Files.writeString(directory.resolve(TABLE), table(kept(order)) + sizing());
    }

    /** What it takes for how many persons, by the results that lie there; empty while some are missing. */
    public String sizing() throws IOException {
        return MeasuredCosts.in(directory)
                .map(costs -> "\n" + new Sizing(costs, Assumptions.published()).markdown())
                .orElse("");
    }

    private Path of(String scenario) {
        return directory.resolve(scenario + ".json");
    }

    private List<Result> kept(List<String> order) {
        return order.stream()
                .filter(scenario -> Files.exists(of(scenario)))
                .map(scenario -> {
                    try {
                        return JSON.readValue(of(scenario).toFile(), Result.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException(of(scenario) + " is no result of a scenario", e);
                    }
                })
                .toList();
    }
}
