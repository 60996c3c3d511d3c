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
        return of(TermCourse.at(dayOf(receivedAt), promised));
    }

    /**
     * The dates of a request after what has happened to its term.
     *
     * <p>A promise is not suspended by waiting for the person: the statements make it without that reservation. The alarm date
     * is blind to waiting too, as the law knows no suspension; it follows an extension, which the law does know. An
     * extension that the person has been told of takes the place of the promise as the operative date (ADR 0007).
     */
    public DueDates of(TermCourse course) {
        LocalDate statutory = workingDays.onOrAfter(suspended(course));
        LocalDate promisedOn =
                course.promised() == null ? null : course.promised().endsOn(course.receivedOn());
        boolean byLaw = promisedOn == null || course.extended() || statutory.isBefore(promisedOn);
        return new DueDates(
                course.receivedOn(),
                promisedOn,
                statutory,
                course.statutory().endsOn(course.receivedOn()),
                byLaw ? statutory : promisedOn);
    }

    /** The un-rolled last day; a question that is asked when the term has run out brings it back no more. */
    private LocalDate suspended(TermCourse course) {
        Term term = course.statutory();
        LocalDate end = term.endsOn(course.receivedOn());
        for (Waiting wait : course.waits()) {
            if (!wait.askedOn().isAfter(workingDays.onOrAfter(end))) {
                end = switch (course.suspension()) {
                    case NONE -> end;
                    case PAUSE -> end.plusDays(wait.days());
                    case RESTART -> later(end, term.endsOn(wait.answeredOn()));
                };
            }
        }
        return end;
    }

    /** Whether a request whose first month ends un-rolled on {@code alarmOn} can still be extended on that day. */
    public static boolean canExtend(LocalDate today, LocalDate alarmOn) {
        return !today.isAfter(alarmOn);
    }

    /** The last day of a term of the law that starts on {@code day}, rolled to a working day (art. 3(4)). */
    public LocalDate end(LocalDate day, Term term) {
        return workingDays.onOrAfter(term.endsOn(day));
    }

    /** The day that an instant falls on, here. */
    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
