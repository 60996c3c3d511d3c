package nl.privacyloket.request.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What one data system holds of the person, as it brings it. */
record PartBody(String system, List<CategoryPart> categories) {

    /** Rows of one table that belong to one category. */
    record CategoryPart(String category, String table, List<String> columns, List<List<JsonNode>> rows) {
        @Override
        public String toString() {
            return "CategoryPart[redacted]";
        }
    }

    /** Whether every row has a value for each column. */
    boolean isRectangular() {
        return system != null
                && categories != null
                && categories.stream()
                        .allMatch(part -> part != null
                                && part.category() != null
                                && part.table() != null
                                && part.columns() != null
                                && part.rows() != null
                                && part.rows().stream()
                                        .allMatch(row -> row != null
                                                && row.size() == part.columns().size()
                                                && row.stream()
                                                        .allMatch(value -> value == null || value.isValueNode())));
    }

    @Override
    public String toString() {
        return "PartBody[redacted]";
    }
}
