package nl.privacyloket.connector.mapping;

import java.util.List;
import java.util.Map;

/**
 * How a row finds the row that it hangs under.
 *
 * @param table the parent
 * @param join own column to the parent's column, in the order of the file
 */
public record ParentLink(TableName table, Map<String, String> join) {

    /** Own columns, in the order of the file. */
    public List<String> columns() {
        return List.copyOf(join.keySet());
    }

    /** The parent's columns, in the same order. */
    public List<String> parentColumns() {
        return List.copyOf(join.values());
    }
}
