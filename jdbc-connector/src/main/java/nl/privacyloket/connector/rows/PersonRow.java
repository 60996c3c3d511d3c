package nl.privacyloket.connector.rows;

import java.time.LocalDate;
import nl.privacyloket.connector.mapping.MappedTable;

/**
 * One row of a person.
 *
 * @param table its table
 * @param key its key as JSON
 * @param references the columns that children refer to, as JSON
 * @param ownStart its own start date; {@code null} when it has none
 * @param parent the row that it was found under; {@code null} when found by itself
 * @param isPart whether it is part of its parent's record
 */
public record PersonRow(
        MappedTable table, String key, String references, LocalDate ownStart, PersonRow parent, boolean isPart) {

    /** The row that this one belongs to: itself, unless it is part of another. */
    public PersonRow record() {
        return isPart && parent != null ? parent.record() : this;
    }

    /** Whether it is counted: parts are not. */
    public boolean isRecord() {
        return record() == this;
    }

    /** Without keys and references, which may be personal data. */
    @Override
    public String toString() {
        return "PersonRow[" + table.name() + "]";
    }
}
