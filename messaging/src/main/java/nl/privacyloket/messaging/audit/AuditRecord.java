package nl.privacyloket.messaging.audit;

import java.time.Instant;

/**
 * Data of {@code nl.privacyloket.audit.entry.v1}.
 *
 * @param service whose log it is
 * @param index place in that log, from 0 without a gap
 */
public record AuditRecord(
        String service,
        long index,
        Instant at,
        String actor,
        String action,
        ObjectReference object,
        String outcome,
        Integer policyVersion) {

    /** What was acted upon. */
    public record ObjectReference(String type, String id) {}

    static AuditRecord of(String service, SequencedEntry sequenced) {
        AuditEntry entry = sequenced.entry();
        return new AuditRecord(
                service,
                sequenced.index(),
                entry.at(),
                entry.actor(),
                entry.action(),
                new ObjectReference(entry.objectType(), entry.objectId()),
                entry.outcome(),
                entry.policyVersion());
    }
}
