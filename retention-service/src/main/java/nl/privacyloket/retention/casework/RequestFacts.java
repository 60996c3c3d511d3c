package nl.privacyloket.retention.casework;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;

/** What this service reads of the facts about requests. */
final class RequestFacts {

    private RequestFacts() {}

    /** @param categories what it is about; empty for everything */
    record IdentityVerified(
            UUID requestId,
            String reference,
            String right,
            int policyVersion,
            List<String> categories,
            Sealed subject) {

        IdentityVerified {
            categories = named(categories);
        }
    }

    /**
     * @param purpose what the data may no longer be used for; {@code null} when none was named
     * @param categories what it is granted for; empty for everything that it is about
     */
    record Decided(
            UUID requestId,
            String right,
            String outcome,
            String planHash,
            Sealed upload,
            String purpose,
            List<String> categories,
            Sealed corrections) {

        Decided {
            categories = named(categories);
        }

        boolean isRefused() {
            return "refused".equals(outcome);
        }
    }

    /** @param subject whom it was about; {@code null} when that is not told */
    record Ended(UUID requestId, Instant closedAt, Instant withdrawnAt, Sealed subject, List<String> subjectHashes) {

        /** When it ended; when its fact was told, if it does not say. */
        Instant at(Instant told) {
            if (closedAt != null) {
                return closedAt;
            }
            return withdrawnAt == null ? told : withdrawnAt;
        }
    }

    /** @param subject whom it is about; {@code null} when that is not told */
    record Disclosure(UUID disclosureId, Instant madeAt, Sealed subject) {

        /** When data were given; when the person was asked, as long as they were not. */
        Instant at(Instant told) {
            return madeAt == null ? told : madeAt;
        }
    }

    /** @param categories what was restricted; empty for everything */
    record RestrictionLifted(
            UUID requestId, String reference, int policyVersion, List<String> categories, Sealed subject) {

        RestrictionLifted {
            categories = named(categories);
        }
    }

    private static List<String> named(List<String> categories) {
        return categories == null
                ? List.of()
                : categories.stream().filter(Objects::nonNull).distinct().toList();
    }
}
