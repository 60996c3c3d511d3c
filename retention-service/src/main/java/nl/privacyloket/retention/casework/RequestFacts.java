package nl.privacyloket.retention.casework;

import java.util.UUID;
import nl.privacyloket.crypto.Sealed;

/** What this service reads of the facts about requests. */
final class RequestFacts {

    private RequestFacts() {}

    record IdentityVerified(UUID requestId, String reference, String right, int policyVersion, Sealed subject) {}

    record Decided(UUID requestId, String right, String outcome, String planHash, Sealed upload) {

        boolean isRefused() {
            return "refused".equals(outcome);
        }
    }

    record Ended(UUID requestId) {}
}
