package nl.privacyloket.bench;

import java.util.List;
import nl.privacyloket.bench.announcement.Announcement;
import nl.privacyloket.bench.audit.AuditVerify;
import nl.privacyloket.bench.connector.PersonErasure;
import nl.privacyloket.bench.connector.RowPurge;
import nl.privacyloket.bench.intake.Intake;
import nl.privacyloket.bench.mail.Acknowledgement;
import nl.privacyloket.bench.register.HoldingRegistration;
import nl.privacyloket.bench.relay.Relay;
import nl.privacyloket.bench.snapshot.HeldSnapshot;
import nl.privacyloket.bench.start.KeptClasses;
import nl.privacyloket.bench.start.StartUp;
import nl.privacyloket.bench.sweep.Sweep;
import picocli.CommandLine;

/** The program behind {@code ./run bench}. */
public final class Benchmarks {
    /**
     * In the order in which they run. Those that share a stack follow each other; nothing runs beside what needs none, because it comes
     * before them.
     */
    static final List<Scenario> ALL = List.of(
            new AuditVerify(),
            new HeldSnapshot(),
            new Announcement(),
            new Relay(),
            new Intake(),
            new Acknowledgement(),
            new HoldingRegistration(),
            new Sweep(),
            new RowPurge(),
            new PersonErasure(),
            new StartUp(),
            new KeptClasses());

    private Benchmarks() {}

    /** The working directory is the root of a checkout. */
    public static void main(String[] words) {
        System.exit(new CommandLine(new BenchCommand(ALL, System.out)).execute(words));
    }
}
