package nl.privacyloket.messaging.audit;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.Uuid;

/**
 * What of a log stands on the topic.
 *
 * @param topic id of the topic
 * @param position where the last record of this log is on its partition; -1 when none was seen
 * @param next place of the first entry that is not there
 * @param vouched up to which place the relay itself said so, in the transactions that published; the rest was found
 * @param last the entry before {@code next}, byte for byte; null when it was not looked at
 * @param checkpointSize what the last checkpoint there covers; 0 when there is none or it was not looked at
 * @param checkpointAt when that was signed, or null
 */
record PublishedPart(
        Uuid topic, long position, long next, long vouched, byte[] last, long checkpointSize, Instant checkpointAt) {
    /** Whether a checkpoint, or one as good, is there. */
    boolean has(StoredCheckpoint checkpoint) {
        return checkpoint.size() < next
                || checkpointSize == checkpoint.size()
                        && !Objects.requireNonNull(checkpointAt).isBefore(checkpoint.signedAt());
    }
}
