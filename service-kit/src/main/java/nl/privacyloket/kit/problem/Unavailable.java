package nl.privacyloket.kit.problem;

import jakarta.transaction.RollbackException;
import nl.privacyloket.messaging.inbox.Faults;
import nl.privacyloket.messaging.inbox.NotReadyException;

/** Tells failures that are no defect of the service, so that the same call may well succeed a little later. */
public final class Unavailable {
    private Unavailable() {}

    /** Whether the database is away, every connection to it is in use, or the service stops. */
    public static boolean isCauseOf(Throwable failure) {
        if (Faults.passing(failure)) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What the service itself did wrong, such as a row that breaks a constraint, is the cause of the roll-back;
            // a commit that the database did not answer has none.
            boolean isUnanswered = cause instanceof RollbackException && cause.getCause() == null;
            if (isUnanswered || cause instanceof NotReadyException) {
                return true;
            }
        }
        return false;
    }
}
