package nl.privacyloket.retention.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.retention.rule.WireName;

/** The comparison of what a data system still holds after an erasure with the plan that it had to carry out. */
public final class ReadBack {

    /** What is not as the plan says. */
    public enum Deviation implements WireName {
        /** Something that had to go is still there. */
        LEFT_OVER("left-over"),
        /** Less is there than the law demands to keep. */
        RETAINED_MISSING("retained-missing"),
        /** More is there than the plan keeps, all of it under a legal term: it came after the plan. */
        RETAINED_UNEXPECTED("retained-unexpected");

        private final String wireName;

        Deviation(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    private ReadBack() {}

    /**
     * Compares one system.
     *
     * @param instructions what the system was told to do
     * @param found what it says that it holds now, of that system only
     * @return the gravest deviation; empty when nothing of what had to go is left and the retained counts are equal
     */
    public static Optional<Deviation> compare(
            ErasurePlan plan, String system, List<EraseInstruction> instructions, Collection<Holding> found) {
        var leftOver = found.stream()
                .filter(holding -> holding.count() > 0)
                .anyMatch(holding -> isLeftOver(plan, system, instructions, holding));
        if (leftOver) {
            return Optional.of(Deviation.LEFT_OVER);
        }
        var surplus = false;
        for (var category : plan.categories(system)) {
            var present = found.stream()
                    .filter(holding -> holding.category().equals(category))
                    .mapToInt(Holding::count)
                    .sum();
            if (present < plan.retained(system, category)) {
                return Optional.of(Deviation.RETAINED_MISSING);
            }
            surplus = surplus || (present > plan.retained(system, category) && !isHeld(plan, system, category));
        }
        return surplus ? Optional.of(Deviation.RETAINED_UNEXPECTED) : Optional.empty();
    }

    /** Whatever comes to what is held may stay with it. */
    private static boolean isHeld(ErasurePlan plan, String system, String category) {
        return plan.verdictsFor(system).stream()
                .anyMatch(verdict -> verdict.verdict() == VerdictKind.HELD
                        && verdict.category().equals(category));
    }

    private static boolean isLeftOver(
            ErasurePlan plan, String system, List<EraseInstruction> instructions, Holding holding) {
        var planned = plan.categories(system).contains(holding.category());
        return !planned
                || instructions.stream()
                        .anyMatch(instruction -> instruction.erases(holding.category(), holding.startedOn()));
    }
}
