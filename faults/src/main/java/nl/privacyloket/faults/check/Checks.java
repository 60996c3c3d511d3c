package nl.privacyloket.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.privacyloket.faults.check.Finding.Kind;
import nl.privacyloket.faults.evidence.Evidence;

/** All checks. */
public final class Checks {
    /** In the order of the report. */
    public static final List<Check> ALL = List.of(
            new RequestsOnce(),
            new FactsOnce(),
            new TakenOnce(),
            new MailsOnce(),
            new ErasedOnce(),
            new OrderHeld(),
            new HoldsKept(),
            new ErasedStaysErased(),
            new AuditComplete(),
            new ToldPlainly(),
            new NothingStuck(),
            new NoTrace());

    private Checks() {}

    /** What all of them find. */
    public static List<Finding> all(Evidence evidence) {
        List<Finding> all = new ArrayList<>();
        ALL.forEach(check -> all.addAll(check.look(evidence)));
        return all;
    }

    /** What {@link NothingStuck} says of what waits, without the rest of the evidence. */
    public static List<Finding> waiting(Map<String, Long> waiting) {
        return waiting.entrySet().stream()
                .map(entry ->
                        new Finding(new NothingStuck().name(), Kind.STUCK, entry.getValue() + " in " + entry.getKey()))
                .toList();
    }
}
