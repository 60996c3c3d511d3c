package nl.privacyloket.messaging.audit;

import java.time.Instant;
import java.util.Objects;
import nl.privacyloket.tlog.SignedCheckpoint;
import org.apache.kafka.common.Uuid;

/**
 * What of a log stands on the topic.
 *
 * @param topic id of the topic
 * @param position where the last record in the log's name is on its partition; -1 when none was seen
 * @param next place of the first entry that is not there
 * @param signed the largest checkpoint with the log's own signature that was seen, on the topic or with the offset; or null
 * @param checkpointSize what the last checkpoint on the topic covers; 0 when there is none or it was not looked at
 * @param checkpointAt when that was signed, or null
 */
record PublishedPart(
        Uuid topic, long position, long next, SignedCheckpoint signed, long checkpointSize, Instant checkpointAt) {

    /** The same after entries were taken back from there. */
    PublishedPart upTo(long taken) {
        return new PublishedPart(topic, position, Math.max(next, taken), signed, checkpointSize, checkpointAt);
    }

    /** Whether a checkpoint, or one as good, is there. */
    boolean has(StoredCheckpoint checkpoint) {
        return checkpoint.size() < next
                || checkpointSize == checkpoint.size()
                        && !Objects.requireNonNull(checkpointAt).isBefore(checkpoint.signedAt());
    }
}
