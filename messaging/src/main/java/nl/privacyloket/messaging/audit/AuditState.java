package nl.privacyloket.messaging.audit;

/**
 * How far a log is.
 *
 * @param size entries that have a place and a leaf: one more than the last index
 * @param checkpoint the last one, or null while there is none
 */
public record AuditState(long size, StoredCheckpoint checkpoint) {}
