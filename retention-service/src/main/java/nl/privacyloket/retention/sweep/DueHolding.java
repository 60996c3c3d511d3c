package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.rule.Trigger;

/**
 * A holding whose stored date says that it is due.
 *
 * @param done what was done to it already, as the register numbers it
 * @param claim whether it is in a command already
 */
record DueHolding(
        int stream,
        String category,
        LocalDate dueOn,
        SubjectKey subject,
        String recordRef,
        Trigger trigger,
        LocalDate startedOn,
        String role,
        short done,
        Claim claim) {

    /** Whether a holding is in a command. */
    enum Claim {
        NONE,
        /** In one that has not ended. */
        IN_FLIGHT,
        /** In one that has ended without it; it waits for the next day. */
        WAITING
    }

    boolean claimed() {
        return claim != Claim.NONE;
    }

    Cursor place() {
        return new Cursor(dueOn, subject, stream, recordRef);
    }

    /** Whether both are records of one person that were due on one day, which stay together. */
    boolean belongsWith(DueHolding other) {
        return dueOn.equals(other.dueOn) && subject.equals(other.subject);
    }
}
