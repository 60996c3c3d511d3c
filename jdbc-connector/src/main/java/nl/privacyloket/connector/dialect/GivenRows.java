package nl.privacyloket.connector.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.mapping.TableName;

/**
 * Rows and texts that a statement of MariaDB is given in one parameter. Every value goes as the hexadecimal digits of its
 * text: JSON_TABLE hands out what stands between the quotes as it stands there, escapes and all, so that a quote, a
 * backslash, a tab or a new line in a value would make another value of it.
 */
final class GivenRows {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    /** Position of a given row. */
    private static final String NUMBER = "#";

    private GivenRows() {}

    /** A relation of texts {@code v}, to be compared with collation {@code exact}. */
    static String texts(String exact) {
        return "(SELECT CONVERT(UNHEX(h.v) USING utf8mb4)" + exact
                + " AS v FROM JSON_TABLE(?, '$[*]' COLUMNS(v longtext PATH '$')) h) t";
    }

    /** The parameter of {@link #texts}. */
    static String textsParameter(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> array.add(hex(text)));
        return array.toString();
    }

    /** A relation {@code k} of rows with these columns. */
    static String relation(Collection<CatalogueColumn> columns, List<String> more) {
        StringBuilder given = new StringBuilder("JSON_TABLE(?, '$[*]' COLUMNS(")
                .append(TableName.quote(NUMBER))
                .append(" FOR ORDINALITY");
        columns.forEach(column -> member(given, column.name()));
        more.forEach(name -> member(given, name));
        return given.append(")) k").toString();
    }

    private static void member(StringBuilder given, String name) {
        String path = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "''");
        given.append(", ")
                .append(TableName.quote(name))
                .append(" longtext PATH '$.\"")
                .append(path)
                .append("\"'");
    }

    /** The position of a row of {@link #relation}, from 1. */
    static String number() {
        return "k." + TableName.quote(NUMBER);
    }

    /** The parameter of {@link #relation}, of rows that are JSON objects. */
    static String parameter(List<String> rows) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (String row : rows) {
            ObjectNode object = array.addObject();
            read(row).fields().forEachRemaining(member -> object.put(member.getKey(), hex(member.getValue())));
        }
        return array.toString();
    }

    private static String hex(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return hex(value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A row or key as the database wrote it, numbers with all their digits. */
    static JsonNode read(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException e) {
            // The parser's message quotes the key.
            throw new IllegalStateException("the database gave a key that is no JSON");
        }
    }

    /** A text of a given row. */
    static String text(String name) {
        return "CONVERT(UNHEX(k." + TableName.quote(name) + ") USING utf8mb4)";
    }

    /** A value of a given row, in the type of its column. */
    static String value(CatalogueColumn column) {
        MariaType type = MariaType.of(column);
        String text = text(column.name());
        return switch (type.kind()) {
            case INTEGER -> "CAST(" + text + (type.unsigned() ? " AS UNSIGNED)" : " AS SIGNED)");
            case DECIMAL -> "CAST(" + text + " AS DECIMAL(" + type.length() + "," + type.scale() + "))";
            case DATE -> "CAST(" + text + " AS DATE)";
            case DATETIME, TIMESTAMP -> "CAST(" + text + " AS DATETIME(" + type.scale() + "))";
            case BINARY -> "UNHEX(" + text + ")";
            default -> text;
        };
    }
}
