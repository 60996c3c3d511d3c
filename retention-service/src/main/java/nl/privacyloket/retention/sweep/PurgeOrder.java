package nl.privacyloket.retention.sweep;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;

/** What goes to data systems on behalf of the sweep, as the contracts say. */
final class PurgeOrder {

    private PurgeOrder() {}

    /** {@code nl.privacyloket.command.purge.v1}. */
    record Purge(
            UUID commandId,
            String system,
            Instant issuedAt,
            UUID requestId,
            Sealed subject,
            Sealed permit,
            String action,
            String scope,
            Rule rule,
            Retained retained,
            UUID replayOf) {}

    /** {@code nl.privacyloket.command.verify.v1} with purpose {@code purged}: the same scope is counted anew. */
    record Verify(
            UUID commandId,
            String system,
            Instant issuedAt,
            UUID requestId,
            String purpose,
            Sealed subject,
            Sealed permit,
            String action,
            String scope,
            Rule rule,
            Retained retained) {}

    record Rule(String category, String trigger, LocalDate startedBefore) {}

    record Retained(UUID requestId, List<String> categories, LocalDate keptBefore) {}

    /** Sealed to the system; the place of a record is how it is answered about. */
    record Records(List<Entry> records) {}

    record Entry(String category, String recordRef) {}

    /** {@code nl.privacyloket.retention.request-file-due.v1}. */
    record RequestFileDue(UUID requestId, UUID commandId) {}
}
