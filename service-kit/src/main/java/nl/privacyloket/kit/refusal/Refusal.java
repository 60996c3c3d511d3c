package nl.privacyloket.kit.refusal;

import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.messaging.audit.AuditEntry;

/**
 * A call that was refused, as the audit log tells it.
 *
 * @param organisation whose staff, or whose object, it was; {@code -} when that is not known
 * @param actor pseudonym, or {@code anonymous}
 * @param outcome why, in kebab-case
 * @param objectType {@code endpoint} unless the object exists
 * @param requestId or null
 */
public record Refusal(
        String organisation, String actor, String outcome, String objectType, String objectId, UUID requestId) {
    private static final String ACTION = "access.refused";
    /** The actor of a call of nobody in particular. */
    public static final String ANONYMOUS = "anonymous";
    /** Kind of object where none is named that exists. */
    public static final String ENDPOINT = "endpoint";

    boolean isAnonymous() {
        return actor.equals(ANONYMOUS);
    }

    /** The same of nobody in particular, where nothing tells at which organisation. */
    public Refusal ofNobody() {
        return new Refusal("-", ANONYMOUS, outcome, objectType, objectId, requestId);
    }

    /** The same of somebody who is known. */
    Refusal by(String pseudonym) {
        return new Refusal(organisation, pseudonym, outcome, objectType, objectId, requestId);
    }

    /**
     * The same with nothing that the caller chose: for what exceeds the number of objects that are told apart. Who is known stays
     * so: those are as many as there are members of staff.
     */
    Refusal withoutObject() {
        return new Refusal(isAnonymous() ? "-" : organisation, actor, outcome, ENDPOINT, "various", null);
    }

    AuditEntry entry(Instant at) {
        return new AuditEntry(at, organisation, actor, ACTION, objectType, objectId, outcome, null).about(requestId);
    }

    /** One entry for several within a minute. */
    AuditEntry entry(Instant minute, long times) {
        String counted = times == 1 ? outcome : outcome + ".times-" + times;
        return new AuditEntry(minute, organisation, actor, ACTION, objectType, objectId, counted, null)
                .about(requestId);
    }
}
