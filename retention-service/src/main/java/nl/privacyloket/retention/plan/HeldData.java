package nl.privacyloket.retention.plan;

import java.time.LocalDate;
import java.util.Optional;

/** What must stay of the person whom a plan is about, because of holds. */
@FunctionalInterface
public interface HeldData {

    /**
     * A hold as a verdict names it.
     *
     * @param basis why it was placed
     * @param until last day on which it lasts; {@code null} until it is lifted
     */
    record Held(String basis, LocalDate until) {}

    /** The hold on a category in a system. */
    Optional<Held> by(String system, String category);
}
