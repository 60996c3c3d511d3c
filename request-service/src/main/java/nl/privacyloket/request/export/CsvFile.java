package nl.privacyloket.request.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of one table as CSV by RFC 4180, in UTF-8 with a header line. */
record CsvFile(String name, String system, PartBody.CategoryPart part) {

    private static final String LINE_END = "\r\n";

    String text() {
        StringBuilder text = new StringBuilder(line(part.columns()));
        part.rows().forEach(row -> text.append(line(values(row))));
        return text.toString();
    }

    /** The rows as text, null as the empty text. */
    List<List<String>> rows() {
        return part.rows().stream().map(CsvFile::values).toList();
    }

    private static List<String> values(List<JsonNode> row) {
        return row.stream()
                .map(value -> value == null || value.isNull() ? "" : value.asText())
                .toList();
    }

    private static String line(List<String> values) {
        return values.stream().map(CsvFile::quoted).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return "CsvFile[" + name + "]";
    }
}
