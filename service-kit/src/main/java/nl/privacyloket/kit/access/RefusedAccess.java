package nl.privacyloket.kit.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Why the running call is refused, where its status does not tell. Noted by who refuses; the entry in the audit log is written
 * with the answer, in a transaction of its own, as that of the call is rolled back.
 */
@RequestScoped
public class RefusedAccess {
    private Noted noted;

    /**
     * What was noted.
     *
     * @param outcome why, in kebab-case
     * @param organisation whose object it is, or null when it is not told
     * @param objectType kind of the object, or null when it is the endpoint
     * @param objectId its id, or null
     * @param requestId the request that it is about, or null
     */
    public record Noted(String outcome, String organisation, String objectType, String objectId, UUID requestId) {}

    /** A request was named that exists, and something was lacking or wrong to have access to it. */
    public void ofRequest(String outcome, String organisation, UUID request) {
        noted = new Noted(outcome, organisation, "request", request.toString(), request);
    }

    /** The same, of another object. */
    public void of(String outcome, String organisation, String objectType, String objectId) {
        noted = new Noted(outcome, organisation, objectType, objectId, null);
    }

    /** Something was asked for that belongs to somebody else, or to nobody; its id is not noted. */
    public void ofEndpoint(String outcome) {
        noted = new Noted(outcome, null, null, null, null);
    }

    /** What was noted last; empty when nothing was. */
    public Optional<Noted> noted() {
        return Optional.ofNullable(noted);
    }
}
