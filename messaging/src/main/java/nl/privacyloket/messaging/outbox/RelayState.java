package nl.privacyloket.messaging.outbox;

import java.time.Instant;

/**
 * What a relay is doing, for health and metrics.
 *
 * @param active whether this relay is the one that publishes
 * @param failure class name of the failure that keeps it from publishing, or why the audit log alone is halted (one of the
 *     codes of {@link nl.privacyloket.messaging.audit.AuditPublication}); or null
 * @param failingSince when that failure began, or null
 * @param obstacles topics and keys that wait because Kafka refuses their next record
 * @param published events published by this relay since it was made
 */
public record RelayState(boolean active, String failure, Instant failingSince, int obstacles, long published) {

    /** Whether events leave while the audit log stands still, because it does not fit what its topic holds. */
    public boolean isAuditHalted() {
        return active && failure != null;
    }
}
