package nl.privacyloket.notification.announcement;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that one sender has to itself.
 *
 * @param subscriber whom it goes to
 * @param email encrypted
 * @param locale language tag; may be null
 * @param attempts with this one
 * @param firstAt when it was first taken
 * @param beginBefore nobody begins to send it later: its reader may want it no more, or somebody else may have it
 * @param claim shared by all that were taken together; without it nothing can be recorded
 * @param takenOver whether an earlier sender never told what became of it, so that it may arrive twice
 */
record TakenMail(
        UUID announcement,
        String organisation,
        String purpose,
        String addressHash,
        UUID subscriber,
        byte[] email,
        String locale,
        int attempts,
        Instant firstAt,
        Instant beginBefore,
        UUID claim,
        boolean takenOver) {

    /** The same, to be begun by then at the latest. */
    TakenMail toBeginBefore(Instant then) {
        return new TakenMail(
                announcement,
                organisation,
                purpose,
                addressHash,
                subscriber,
                email,
                locale,
                attempts,
                firstAt,
                then.isBefore(beginBefore) ? then : beginBefore,
                claim,
                takenOver);
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "TakenMail[" + announcement + ", " + subscriber + "]";
    }
}
