package nl.privacyloket.connector.catalogue;

import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;

/**
 * A foreign key as the database has it.
 *
 * @param name constraint
 * @param from referencing table
 * @param columns referencing columns
 * @param to referenced table
 * @param toColumns referenced columns, in the same order
 * @param onDelete what happens to the referencing row
 * @param deferrable whether it can be checked when all rows are changed, rather than after each statement
 */
public record ForeignKey(
        String name,
        TableName from,
        List<String> columns,
        TableName to,
        List<String> toColumns,
        OnDelete onDelete,
        boolean deferrable) {

    /** What the database does with a referencing row when the referenced one goes. */
    public enum OnDelete {
        /** Refuses ({@code NO ACTION}, {@code RESTRICT}). */
        REFUSE,
        /** Deletes it too. */
        CASCADE,
        /** Empties the reference ({@code SET NULL}, {@code SET DEFAULT}). */
        LET_GO
    }

    /** Whether it joins exactly these columns, in any order. */
    public boolean joins(Map<String, String> ownToParent) {
        if (ownToParent.size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!toColumns.get(i).equals(ownToParent.get(columns.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the table hangs under the referenced one by this very key.
     *
     * @param from the referencing table as it is mapped
     */
    public boolean isParentLink(MappedTable from) {
        return from.parent() != null
                && from.parent().table().equals(to)
                && joins(from.parent().join());
    }

    @Override
    public String toString() {
        return "foreign key " + name + " (" + from + " → " + to + ")";
    }
}
