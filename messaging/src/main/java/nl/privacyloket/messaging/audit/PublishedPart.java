package nl.privacyloket.messaging.audit;

import java.time.Instant;
import java.util.Objects;

/**
 * What of a log stands on the topic.
 *
 * @param next place of the first entry that is not there
 * @param vouched up to which place the relay itself said so, in the transactions that published; the rest was found
 * @param last the entry before {@code next}, byte for byte; null when it was not looked at
 * @param checkpointSize what the last checkpoint there covers; 0 when there is none or it was not looked at
 * @param checkpointAt when that was signed, or null
 */
record PublishedPart(long next, long vouched, byte[] last, long checkpointSize, Instant checkpointAt) {
    static final PublishedPart NOTHING = new PublishedPart(0, 0, null, 0, null);

    /** Whether a checkpoint, or one as good, is there. */
    boolean has(StoredCheckpoint checkpoint) {
        return checkpoint.size() < next
                || checkpointSize == checkpoint.size()
                        && !Objects.requireNonNull(checkpointAt).isBefore(checkpoint.signedAt());
    }
}
