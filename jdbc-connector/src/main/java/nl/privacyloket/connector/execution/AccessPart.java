package nl.privacyloket.connector.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One system's part of an access answer: every mapped row of the person.
 *
 * @param system id of the data system
 * @param categories one entry per table with rows
 */
public record AccessPart(String system, List<TablePart> categories) {

    /**
     * Rows of one table.
     *
     * @param category category of the policy
     * @param table name of the table
     * @param columns names of the columns
     * @param rows values in the order of the columns: numbers, booleans, texts (ISO for dates and
     *     times), null
     */
    public record TablePart(String category, String table, List<String> columns, List<List<JsonNode>> rows) {
        /** Without the rows. */
        @Override
        public String toString() {
            return "TablePart[category=" + category + ", table=" + table + "]";
        }
    }
}
