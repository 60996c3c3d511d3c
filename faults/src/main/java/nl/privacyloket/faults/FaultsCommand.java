package nl.privacyloket.faults;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import nl.privacyloket.faults.inject.Fault;
import nl.privacyloket.faults.inject.Faults;
import nl.privacyloket.faults.prove.Guard;
import nl.privacyloket.faults.prove.Guards;
import nl.privacyloket.faults.prove.Proof;
import nl.privacyloket.faults.run.Rounds;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.Checkout;
import nl.privacyloket.stack.TemporaryDirectory;
import nl.privacyloket.stack.layout.StackPorts;
import org.jboss.logmanager.LogContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs rounds, and writes down what they found. */
@Command(
        name = "./run faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Breaks what runs while persons and staff work with it, and checks what came of it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing was lost, doubled, stuck or wrong",
            "1:something was, or the run failed",
            "2:not understood"
        })
final class FaultsCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "names the faults and injects none")
    private boolean list;

    @Option(names = "--rounds", paramLabel = "N", description = "how many rounds (100)")
    private int rounds = 100;

    @Option(names = "--seed", paramLabel = "S", description = "of what is left to chance (1)")
    private long seed = 1;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "this fault alone, or with --prove this check; can be given more than once")
    private List<String> only = List.of();

    @Option(
            names = "--prove",
            description =
                    "takes guards out of the schema one at a time, and expects a check to report what comes of it")
    private boolean prove;

    @Option(names = "--journeys", paramLabel = "N", description = "how many persons make a request in a round (10)")
    private int journeys = 10;

    @Option(names = "--results", paramLabel = "DIRECTORY", description = "where the result is written (faults/results)")
    private Path results = Path.of("faults", "results");

    FaultsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Faults.ALL.forEach(fault -> out.println(
                    fault.name() + (fault.impossible() == null ? "" : " (not here: " + fault.impossible() + ")")));
            return 0;
        }
        if (rounds < 1 || journeys < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds and --journeys are at least 1");
        }
        List<Fault> chosen = prove ? List.of() : chosen();
        // What the clients and servers inside this program say of broken connections is no news here.
        LogContext.getLogContext().getLogger("").setLevel(Level.OFF);
        Path directory = Files.createTempDirectory("privacyloket-faults");
        Path kept = Files.createTempDirectory("privacyloket-faults-client");
        Report report = new Report(seed, Checkout.commit(Path.of("").toAbsolutePath()), out);
        out.println("Starting everything in " + directory + "; the client keeps its own notes in " + kept);
        try (World world = World.start(Path.of(""), directory, StackPorts.free(), seed);
                Rounds run = new Rounds(world, kept, seed, journeys, out)) {
            // Whoever breaks it off leaves no processes behind.
            Runtime.getRuntime().addShutdownHook(new Thread(world::close));
            if (prove) {
                return prove(world, run);
            }
            Random random = new Random(seed);
            List<Fault> ahead = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                if (ahead.isEmpty()) {
                    ahead.addAll(chosen);
                    Collections.shuffle(ahead, random);
                }
                report.add(run.run(List.of(ahead.remove(0))));
                report.write(results);
            }
        }
        report.print(results);
        out.println("Written to " + results);
        if (!report.isClean()) {
            out.println("What it left is kept in " + directory + " and " + kept);
            return 1;
        }
        TemporaryDirectory.delete(directory);
        TemporaryDirectory.delete(kept);
        return 0;
    }

    private int prove(World world, Rounds run) throws Exception {
        boolean all = true;
        for (Guard guard : Guards.ALL) {
            if (!only.isEmpty() && !only.contains(guard.check())) {
                continue;
            }
            Proof proof = Proof.of(guard, world, run);
            all &= proof.holds();
            out.println((proof.holds() ? "reported" : "NOT REPORTED") + " as " + proof.kind() + " by " + proof.check()
                    + ": without " + proof.guard());
            // What else was found tells why nothing was reported.
            (proof.holds() ? proof.reports() : proof.others())
                    .stream()
                            .limit(5)
                            .forEach(report ->
                                    out.println("  " + report.kind() + " " + report.check() + ": " + report.text()));
        }
        return all ? 0 : 1;
    }

    private List<Fault> chosen() {
        for (String name : only) {
            if (Faults.ALL.stream().noneMatch(fault -> fault.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(), "There is no fault " + name + ". See: ./run faults --list");
            }
        }
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : Faults.ALL) {
            if (!only.isEmpty() && !only.contains(fault.name())) {
                continue;
            }
            if (fault.impossible() == null) {
                possible.add(fault);
            } else {
                out.println("SKIPPED: " + fault.name() + " cannot be injected here: " + fault.impossible());
            }
        }
        if (possible.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "None of these faults can be injected here");
        }
        return possible;
    }
}
