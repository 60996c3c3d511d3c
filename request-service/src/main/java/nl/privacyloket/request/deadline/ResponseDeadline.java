package nl.privacyloket.request.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Counts answer terms: GDPR art. 12(3) by the rules of Regulation (EEC, Euratom) 1182/71 art. 3, and what a statement
 * promises by the calendar alone.
 */
public final class ResponseDeadline {

    /** GDPR art. 12(3): one month of receipt. */
    public static final Term STATUTORY = new Term(1, ChronoUnit.MONTHS);

    /** GDPR art. 12(3): extended by two further months, counted from receipt in one step. */
    public static final Term EXTENDED = new Term(3, ChronoUnit.MONTHS);

    private final WorkingDays workingDays;
    private final ZoneId zone;

    public ResponseDeadline(WorkingDays workingDays, ZoneId zone) {
        this.workingDays = workingDays;
        this.zone = zone;
    }

    /**
     * The dates of a request that came in at {@code receivedAt}.
     *
     * @param promised the term that the organisation promises, or null
     */
    public DueDates of(Instant receivedAt, Term promised) {
        LocalDate receivedOn = LocalDate.ofInstant(receivedAt, zone);
        LocalDate statutory = end(receivedOn, STATUTORY);
        LocalDate promisedOn = promised == null ? null : promised.endsOn(receivedOn);
        LocalDate due = promisedOn == null || statutory.isBefore(promisedOn) ? statutory : promisedOn;
        return new DueDates(receivedOn, promisedOn, statutory, STATUTORY.endsOn(receivedOn), due);
    }

    /** The date to which an extension of a request received on that day carries its statutory term. */
    public LocalDate extended(LocalDate receivedOn) {
        return end(receivedOn, EXTENDED);
    }

    /** The last day of a term of the law that starts on {@code day}, rolled to a working day (art. 3(4)). */
    public LocalDate end(LocalDate day, Term term) {
        return workingDays.onOrAfter(term.endsOn(day));
    }

    /** The day that an instant falls on, here. */
    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }
}
