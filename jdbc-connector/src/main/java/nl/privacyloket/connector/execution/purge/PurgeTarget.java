package nl.privacyloket.connector.execution.purge;

import java.util.List;

/**
 * What a purge is about: one of the three.
 *
 * @param records records by name, or {@code null}
 * @param rule all records that started before a day, or {@code null}
 * @param retained what an erasure left, or {@code null}
 */
public record PurgeTarget(List<NamedRecord> records, PurgeRule rule, PurgeRetained retained) {
    /** Without the names of records. */
    @Override
    public String toString() {
        return "PurgeTarget[rule=" + rule + ", retained=" + retained + "]";
    }
}
