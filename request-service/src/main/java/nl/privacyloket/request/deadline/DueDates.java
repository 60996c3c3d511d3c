package nl.privacyloket.request.deadline;

import java.time.LocalDate;

/**
 * The dates by which a request is to be answered, all in the organisation's zone.
 *
 * @param receivedOn the local day of receipt; not counted in any term
 * @param promisedOn the last day of what the statement promises, or null when it promises nothing; never rolled
 * @param statutoryDueOn the last day by law, rolled to a working day
 * @param alarmOn the last day by law un-rolled: who answers by it is in time under any reading of the law
 * @param dueOn the operative date: the earliest of what was promised and what the law demands; after an extension what the
 *     law demands (ADR 0007)
 */
public record DueDates(
        LocalDate receivedOn, LocalDate promisedOn, LocalDate statutoryDueOn, LocalDate alarmOn, LocalDate dueOn) {

    /** Late from the day after the operative date on. */
    public boolean isOverdue(LocalDate today) {
        return today.isAfter(dueOn);
    }
}
