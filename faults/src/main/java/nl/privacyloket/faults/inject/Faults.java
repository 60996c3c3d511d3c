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
            new KilledPostgres(),
            Storm.kafka(Storm.Kind.UNREACHABLE),
            Storm.kafka(Storm.Kind.SLOW),
            Storm.kafka(Storm.Kind.FLAPPING),
            Storm.smtp(Storm.Kind.UNREACHABLE),
            Storm.smtp(Storm.Kind.SLOW),
            Storm.smtp(Storm.Kind.FLAPPING),
            Storm.postgres(Storm.Kind.UNREACHABLE),
            Storm.postgres(Storm.Kind.FLAPPING),
            new FullDisk(),
            new ClockJump(StackService.REQUEST),
            new ClockJump(StackService.RETENTION),
            new ClockJump(StackService.NOTIFICATION),
            new ClockJump(StackService.CONNECTOR),
            new TwoInstances(),
            new RollingRestart(),
            new RestoredSystem(),
            new ConsumersReplay(StackService.RETENTION),
            new ConsumersReplay(StackService.NOTIFICATION),
            new ConsumersReplay(StackService.REQUEST),
            new ConsumersReplay(StackService.CONNECTOR));

    private Faults() {}
}
