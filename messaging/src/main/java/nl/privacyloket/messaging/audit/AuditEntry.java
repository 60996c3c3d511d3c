package nl.privacyloket.messaging.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * One act. Holds no personal data: objects are ids, actors are pseudonyms or the name of a service.
 *
 * @param at when
 * @param organisation id of the organisation, or {@code -} for an act on the system itself
 * @param actor pseudonym of a person, or {@code system:<service>}, or {@code subject} for the person concerned
 * @param action what, such as {@code request.decided}
 * @param objectType kind of object, such as {@code request}
 * @param objectId its id
 * @param outcome {@code done}, {@code refused}, or the outcome of the act itself such as {@code granted}
 * @param policyVersion version of the organisation's policy that applied, or null
 * @param requestId the request that the act was about, by which the logs of services are laid side by side; or null
 */
public record AuditEntry(
        Instant at,
        String organisation,
        String actor,
        String action,
        String objectType,
        String objectId,
        String outcome,
        Integer policyVersion,
        UUID requestId) {

    public AuditEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(objectType, "objectType");
        Objects.requireNonNull(objectId, "objectId");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** An act that was not about a request. */
    public AuditEntry(
            Instant at,
            String organisation,
            String actor,
            String action,
            String objectType,
            String objectId,
            String outcome,
            Integer policyVersion) {
        this(at, organisation, actor, action, objectType, objectId, outcome, policyVersion, null);
    }

    /** The same act, about a request. */
    public AuditEntry about(UUID request) {
        return new AuditEntry(at, organisation, actor, action, objectType, objectId, outcome, policyVersion, request);
    }
}
