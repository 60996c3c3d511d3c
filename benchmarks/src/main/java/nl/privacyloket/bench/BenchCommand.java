package nl.privacyloket.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nl.privacyloket.bench.machine.Machine;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.result.Result;
import nl.privacyloket.bench.result.ResultFiles;
import nl.privacyloket.stack.Checkout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs scenarios one after the other, and writes down what they found. */
@Command(
        name = "./run bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures how fast it is, each time beside the limit of the same machine in the same run.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured, whether or not the goals were reached", "1:something failed", "2:not understood"})
final class BenchCommand implements Callable<Integer> {
    private final List<Scenario> all;
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description = "which scenarios; all but those on request when none is named")
    private List<String> names = List.of();

    @Option(names = "--list", description = "names the scenarios and measures nothing")
    private boolean list;

    @Option(
            names = "--sizing",
            description = "tells from the results what it takes for how many persons, and measures nothing")
    private boolean sizing;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds that are to count for each figure (3)")
    private int rounds = 3;

    @Option(
            names = "--brief",
            description = "little work: shows that the scenarios run; the figures say nothing and are not written")
    private boolean brief;

    @Option(
            names = "--results",
            paramLabel = "DIRECTORY",
            description = "where results are written (benchmarks/results)")
    private Path results = Path.of("benchmarks", "results");

    BenchCommand(List<Scenario> all, PrintStream out) {
        this.all = all;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            all.forEach(scenario -> out.printf(
                    "%-20s %s%s%n",
                    scenario.name(), scenario.summary(), scenario.isOnRequest() ? " (on request)" : ""));
            return 0;
        }
        if (sizing) {
            String table = new ResultFiles(results).sizing();
            out.print(
                    table.isEmpty()
                            ? "Results of register, sweep, erase and purge are not all there yet.\n"
                            : table.strip() + "\n");
            return 0;
        }
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds is at least 1");
        }
        List<Scenario> chosen = chosen();
        Path project = Path.of("").toAbsolutePath();
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here();
        out.println("On " + machine.inWords());
        String commit = Checkout.commit(project);
        List<Result> found = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Kept kept = new Kept();
        try {
            for (Scenario scenario : chosen) {
                out.println(scenario.name() + ": " + scenario.summary());
                Instant start = Instant.now();
                try {
                    Result result = Result.of(measure(scenario, project, kept), begun.toString(), commit, machine);
                    found.add(result);
                    if (!brief) {
                        // Each as it is there: what comes after it may fail or be broken off.
                        new ResultFiles(results)
                                .write(
                                        List.of(result),
                                        all.stream().map(Scenario::name).toList());
                    }
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    failed.add(scenario.name());
                    out.println("  FAILED: " + e);
                    e.printStackTrace(out);
                    // In the middle of something, and nothing for another one to begin with.
                    end(kept);
                }
                out.println("  after " + Duration.between(start, Instant.now()).toSeconds() + " s");
            }
        } finally {
            end(kept);
        }
        out.println();
        out.print(ResultFiles.table(found));
        if (!brief && !found.isEmpty()) {
            out.println("Written to " + results + ", after "
                    + Duration.between(begun, Instant.now()).toSeconds() + " s");
        }
        if (!failed.isEmpty()) {
            out.println("FAILED, and left as it lay there before: " + String.join(", ", failed));
            return 1;
        }
        return 0;
    }

    /** What does not end as it should takes nothing from what was measured. */
    private void end(Kept kept) throws InterruptedException {
        try {
            kept.close();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            out.println("  left behind: " + e);
        }
    }

    private Outcome measure(Scenario scenario, Path project, Kept kept) throws Exception {
        Path directory = Files.createTempDirectory("privacyloket-bench");
        try {
            Bench bench = new Bench(project, directory, kept, brief ? 1 : rounds, brief, out);
            Outcome outcome = scenario.run(bench).with(bench.remarks());
            for (Finding finding : outcome.findings()) {
                out.println("  " + finding.what() + ": " + finding.system() + ", " + finding.ratio() + ", goal "
                        + finding.goal() + ": " + finding.verdict());
            }
            return outcome;
        } finally {
            Kept.delete(directory);
        }
    }

    private List<Scenario> chosen() {
        for (String name : names) {
            if (all.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(), "There is no scenario " + name + ". See: ./run bench --list");
            }
        }
        return all.stream()
                .filter(scenario -> names.isEmpty() ? !scenario.isOnRequest() : names.contains(scenario.name()))
                .toList();
    }
}
