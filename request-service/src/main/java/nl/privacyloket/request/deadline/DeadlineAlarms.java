package nl.privacyloket.request.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When staff hear of an operative date: some time before it, and when it has passed. Days begin at midnight in the
 * organisation's zone.
 *
 * @param dueSoon how long before
 * @param zone the organisation's
 */
public record DeadlineAlarms(Term dueSoon, ZoneId zone) {

    /** The beginning of the first day on which the date is near; never after {@link #overdueAt}. */
    public Instant dueSoonAt(LocalDate dueOn) {
        return dueSoon.before(dueOn).atStartOfDay(zone).toInstant();
    }

    /** The beginning of the day after the operative date. */
    public Instant overdueAt(LocalDate dueOn) {
        return dueOn.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
