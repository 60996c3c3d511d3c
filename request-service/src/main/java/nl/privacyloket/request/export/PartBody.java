package nl.privacyloket.request.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** What one data system holds of the person, as it brings it. */
record PartBody(String system, List<CategoryPart> categories) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_CODE = 100;

    /** Rows of one table that belong to one category. */
    record CategoryPart(String category, String table, List<String> columns, List<List<JsonNode>> rows) {
        @Override
        public String toString() {
            return "CategoryPart[redacted]";
        }
    }

    /** Whether its names are names and every row has a value for each column. */
    boolean wellFormed() {
        return isCode(system)
                && categories != null
                && categories.stream()
                        .allMatch(part -> part != null
                                && isCode(part.category())
                                && part.table() != null
                                && part.columns() != null
                                && part.rows() != null
                                && part.rows().stream()
                                        .allMatch(row -> row != null
                                                && row.size() == part.columns().size()
                                                && row.stream()
                                                        .allMatch(value -> value == null || value.isValueNode())));
    }

    private static boolean isCode(String name) {
        return name != null
                && name.length() <= LONGEST_CODE
                && CODE.matcher(name).matches();
    }

    @Override
    public String toString() {
        return "PartBody[redacted]";
    }
}
