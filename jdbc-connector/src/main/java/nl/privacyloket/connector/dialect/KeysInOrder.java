package nl.privacyloket.connector.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.mapping.TableName;

/** Addresses of rows where the database has none of its own: their keys. */
record KeysInOrder(MariaDialect dialect, TableName table, List<CatalogueColumn> key, CatalogueColumn column)
        implements RowAddresses {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Override
    public String selected() {
        return dialect.text(own(column)) + ", " + dialect.keyText("t", key);
    }

    private static String own(CatalogueColumn column) {
        return "t." + TableName.quote(column.name());
    }

    @Override
    public String after(String start, String address, List<Object> parameters) {
        JsonNode values = read(address);
        parameters.add(start);
        parameters.add(start);
        // One column after the other: the database compares a row of values so too, but then uses no index.
        List<String> ways = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            StringBuilder way = new StringBuilder("(");
            for (int j = 0; j <= i; j++) {
                CatalogueColumn part = key.get(j);
                boolean isBytes = MariaType.of(part).kind() == MariaType.Kind.BINARY;
                way.append(j == 0 ? "" : " AND ")
                        .append(own(part))
                        .append(j == i ? " > " : " = ")
                        .append(isBytes ? "UNHEX(?)" : "?");
                JsonNode value = values.get(part.name());
                parameters.add(value.isNumber() ? value.decimalValue() : value.textValue());
            }
            ways.add(way.append(')').toString());
        }
        return "(" + own(column) + " > ? OR " + own(column) + " = ? AND (" + String.join(" OR ", ways) + "))";
    }

    private static JsonNode read(String address) {
        try {
            return JSON.readTree(address);
        } catch (JsonProcessingException e) {
            // The parser's message quotes the key.
            throw new IllegalStateException("the database gave a key that is no JSON");
        }
    }

    @Override
    public String order() {
        return own(column) + key.stream().map(part -> ", " + own(part)).collect(Collectors.joining());
    }

    @Override
    public String at(
            List<String> addresses, String condition, List<Object> conditionParameters, List<Object> parameters) {
        parameters.add("[" + String.join(",", addresses) + "]");
        parameters.addAll(conditionParameters);
        return dialect.named(table, key) + " WHERE " + condition;
    }
}
