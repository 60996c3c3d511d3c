package nl.privacyloket.notification.queue;

import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Receiver;

/**
 * A mail that this worker alone may send until its lease ends.
 *
 * @param receiver as {@link Receiver#word()} has it
 * @param attempts how often it was tried, this time included
 * @param resends how often staff asked for it again
 * @param queuedAt since when it waits to be sent
 * @param claim token of the worker's claim: a result counts only while it still holds
 * @param takenOver whether an earlier worker claimed it and never told the result: it may have been sent
 * @param uncertain how often it may have been sent without our knowing, since it was last asked for
 * @param occasion what it says, still encrypted
 * @param traceparent trace of the fact that it tells of, or null
 */
public record ClaimedMessage(
        UUID id,
        UUID requestId,
        String organisation,
        String kind,
        String receiver,
        int policyVersion,
        int attempts,
        int resends,
        Instant queuedAt,
        UUID claim,
        boolean takenOver,
        int uncertain,
        byte[] occasion,
        String traceparent) {

    /** Whether it is for the organisation itself. */
    public boolean isForStaff() {
        return receiver.equals(Receiver.STAFF.word());
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "ClaimedMessage[" + id + ", " + kind + "]";
    }
}
