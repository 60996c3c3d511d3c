package nl.privacyloket.faults.inject;

import java.util.List;
import nl.privacyloket.stack.layout.StackService;

/** All faults. */
public final class Faults {
    /** In the order in which they are listed. */
    public static final List<Fault> ALL = List.of(
            new KilledService(StackService.REQUEST),
            new KilledService(StackService.RETENTION),
            new KilledService(StackService.NOTIFICATION),
            new KilledService(StackService.CONNECTOR),
            new KilledKafka(),
            new KilledPostgres());

    private Faults() {}
}
