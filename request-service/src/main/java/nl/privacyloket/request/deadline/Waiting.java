package nl.privacyloket.request.deadline;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days on which the organisation waited for the person, in its zone.
 *
 * @param askedOn when it asked
 * @param answeredOn when the person answered, not before
 */
public record Waiting(LocalDate askedOn, LocalDate answeredOn) {

    public Waiting {
        if (answeredOn.isBefore(askedOn)) {
            throw new IllegalArgumentException("an answer comes after its question");
        }
    }

    /** The day of asking not counted, the day of the answer counted; none when both are the same day. */
    public long days() {
        return ChronoUnit.DAYS.between(askedOn, answeredOn);
    }
}
