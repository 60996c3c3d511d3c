package nl.privacyloket.messaging.audit;

import java.time.Instant;

/**
 * The last checkpoint that was signed for a log.
 *
 * @param note as it was published: C2SP tlog-checkpoint in a signed note
 * @param size how many entries it covers
 * @param signedAt when, in whole seconds
 */
public record StoredCheckpoint(String note, long size, Instant signedAt) {}
