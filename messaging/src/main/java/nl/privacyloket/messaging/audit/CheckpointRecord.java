package nl.privacyloket.messaging.audit;

import java.time.Instant;

/**
 * Data of {@code nl.privacyloket.audit.checkpoint.v1}. The note says it all; the rest is for readers that only look.
 *
 * @param service whose log it is
 * @param size how many entries it covers: on the topic it comes right after the last of them
 * @param rootHash of the tree over them, base64
 * @param signedAt when, in whole seconds
 * @param note C2SP tlog-checkpoint in a signed note
 */
public record CheckpointRecord(String service, long size, String rootHash, Instant signedAt, String note) {}
