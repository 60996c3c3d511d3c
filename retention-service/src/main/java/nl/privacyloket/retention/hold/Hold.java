package nl.privacyloket.retention.hold;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A hold, without what tells whom it is about.
 *
 * @param bySubject whether it is about persons, and not about all data of its system or category
 * @param system {@code null} for every system
 * @param category {@code null} for every category
 * @param until last day on which it lasts; {@code null} until it is lifted
 * @param epoch place in the order of the organisation's holds and permits
 */
public record Hold(
        UUID holdId,
        String organisation,
        HoldReason reason,
        boolean bySubject,
        String system,
        String category,
        LocalDate until,
        long epoch) {

    /** Whether it is about data of that category in that system, if of anybody's. */
    public boolean isAbout(String otherSystem, String otherCategory) {
        return (system == null || system.equals(otherSystem)) && (category == null || category.equals(otherCategory));
    }

    /** The basis of a verdict that it leads to. */
    public String basis() {
        return "hold:" + reason.wireName();
    }
}
