package nl.privacyloket.request.deadline;

import java.time.LocalDate;
import java.util.List;

/**
 * What has happened to the term of one request.
 *
 * @param receivedOn the day of receipt in the organisation's zone
 * @param promised the term that the organisation promises, or null
 * @param extended whether the term was extended under art. 12(3)
 * @param suspension what waiting for the person does to it
 * @param waits rounds of question and answer in order; one without an answer yet is not among them
 */
public record TermCourse(
        LocalDate receivedOn, Term promised, boolean extended, Suspension suspension, List<Waiting> waits) {

    public TermCourse {
        waits = List.copyOf(waits);
    }

    /** As it is on the day of receipt. */
    public static TermCourse at(LocalDate receivedOn, Term promised) {
        return new TermCourse(receivedOn, promised, false, Suspension.NONE, List.of());
    }

    /** The term by law, in one step from receipt. */
    Term statutory() {
        return extended ? ResponseDeadline.EXTENDED : ResponseDeadline.STATUTORY;
    }
}
