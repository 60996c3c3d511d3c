package nl.privacyloket.retention.result;

import java.util.Set;

/**
 * Why something failed, as the audit log may say it. What a data system writes in its results goes nowhere else than to the row
 * of its task: nothing can be taken out of the log again, so that only words that the catalogue of entries knows come into it.
 */
public final class AuditedReason {
    /** For every word that the catalogue does not know. */
    public static final String UNSPECIFIED = "unspecified";

    /** The same as {@code FailureReason} in the catalogue. */
    static final Set<String> KNOWN = Set.of(
            "cannot-anonymise",
            "cannot-restrict",
            "cannot-retain",
            "constraint-violated",
            "corrections-missing",
            "database-unavailable",
            "field-twice",
            "held",
            "identifier-missing",
            "identifier-taken",
            "identifiers-ambiguous",
            "identifiers-disagree",
            "in-use",
            "instructions-incomplete",
            "left-over",
            "no-answer",
            "no-rows",
            "no-start-date",
            "no-system",
            "not-kept",
            "permit-refused",
            "permit-revoked",
            "purge-failed",
            "purpose-missing",
            "recipient-not-reached",
            "retained-missing",
            "retained-unexpected",
            "rows-not-changed",
            "still-referenced",
            "still-there",
            "too-many-holds",
            "unknown-category",
            "unknown-field",
            "unknown-field-name",
            "unknown-purpose",
            "unknown-record",
            UNSPECIFIED,
            "unsupported",
            "upload-refused",
            "upload-unreachable",
            "value-does-not-fit");

    private AuditedReason() {}

    /** The reason when the catalogue knows it, {@link #UNSPECIFIED} otherwise. */
    public static String of(String reason) {
        return reason != null && KNOWN.contains(reason) ? reason : UNSPECIFIED;
    }
}
