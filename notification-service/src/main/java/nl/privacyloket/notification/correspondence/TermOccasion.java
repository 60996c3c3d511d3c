package nl.privacyloket.notification.correspondence;

import java.time.LocalDate;

/** Something that staff must hear about a term; it holds nothing of the person. */
public sealed interface TermOccasion extends Occasion {
    /** State of the request, as in its facts. */
    String status();

    /** The last day. */
    LocalDate dueOn();

    @Override
    default Receiver receiver() {
        return Receiver.STAFF;
    }

    @Override
    default boolean goesWhenSent() {
        return false;
    }

    /** The last day is near. */
    record DueSoon(String status, LocalDate dueOn) implements TermOccasion {
        @Override
        public String kind() {
            return "staff-due-soon";
        }
    }

    /** The last day has passed. */
    record Overdue(String status, LocalDate dueOn) implements TermOccasion {
        @Override
        public String kind() {
            return "staff-overdue";
        }
    }
}
