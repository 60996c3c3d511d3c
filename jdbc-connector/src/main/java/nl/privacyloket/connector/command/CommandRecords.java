package nl.privacyloket.connector.command;

import java.util.List;
import nl.privacyloket.connector.execution.purge.NamedRecord;

/**
 * Which records a purge is about: what is inside its seal.
 *
 * @param records by category and name
 */
public record CommandRecords(List<NamedRecord> records) {
    private static final int MOST = 500;

    boolean isComplete() {
        return records != null
                && !records.isEmpty()
                && records.size() <= MOST
                && records.stream()
                        .allMatch(record -> record != null && record.category() != null && record.recordRef() != null);
    }

    /** Without the names. */
    @Override
    public String toString() {
        return "CommandRecords[" + (records == null ? 0 : records.size()) + " records]";
    }
}
