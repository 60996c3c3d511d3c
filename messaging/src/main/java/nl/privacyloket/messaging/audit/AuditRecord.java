package nl.privacyloket.messaging.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Data of {@code nl.privacyloket.audit.entry.v1}.
 *
 * @param service whose log it is
 * @param index place in that log, from 0 without a gap
 * @param organisation id of the organisation, or {@code -} for an act on the system itself; null in entries that an earlier
 *     version published, whose organisation stands in the header alone
 * @param requestId the request that the act was about, or null
 */
public record AuditRecord(
        String service,
        long index,
        Instant at,
        String organisation,
        String actor,
        String action,
        ObjectReference object,
        String outcome,
        Integer policyVersion,
        UUID requestId) {

    /** What was acted upon. */
    public record ObjectReference(String type, String id) {}

    static AuditRecord of(String service, long index, AuditEntry entry) {
        return new AuditRecord(
                service,
                index,
                entry.at(),
                entry.organisation(),
                entry.actor(),
                entry.action(),
                new ObjectReference(entry.objectType(), entry.objectId()),
                entry.outcome(),
                entry.policyVersion(),
                entry.requestId());
    }
}
