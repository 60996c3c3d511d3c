package nl.privacyloket.bench;

import java.util.List;
import nl.privacyloket.bench.audit.AuditVerify;
import nl.privacyloket.bench.intake.Intake;
import nl.privacyloket.bench.mail.Acknowledgement;
import nl.privacyloket.bench.relay.Relay;
import nl.privacyloket.bench.start.StartUp;
import picocli.CommandLine;

/** The program behind {@code ./run bench}. */
public final class Benchmarks {
    /** In the order in which they run. */
    static final List<Scenario> ALL =
            List.of(new AuditVerify(), new Intake(), new Relay(), new Acknowledgement(), new StartUp());

    private Benchmarks() {}

    /** The working directory is the root of a checkout. */
    public static void main(String[] words) {
        System.exit(new CommandLine(new BenchCommand(ALL, System.out)).execute(words));
    }
}
