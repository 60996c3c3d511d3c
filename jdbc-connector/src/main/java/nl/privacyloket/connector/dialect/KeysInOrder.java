package nl.privacyloket.connector.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.mapping.TableName;

/** Addresses of rows where the database has none of its own: their keys. */
record KeysInOrder(MariaDialect dialect, TableName table, List<CatalogueColumn> key, CatalogueColumn column)
        implements RowAddresses {
    @Override
    public String selected() {
        return dialect.text(own(column)) + ", " + dialect.keyText("t", key);
    }

    private static String own(CatalogueColumn column) {
        return "t." + TableName.quote(column.name());
    }

    @Override
    public String after(String start, String address, List<Object> parameters) {
        JsonNode values = GivenRows.read(address);
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

    @Override
    public String order() {
        return own(column) + key.stream().map(part -> ", " + own(part)).collect(Collectors.joining());
    }

    @Override
    public String at(
            List<String> addresses, String condition, List<Object> conditionParameters, List<Object> parameters) {
        parameters.add(dialect.rowsParameter(addresses));
        parameters.addAll(conditionParameters);
        return dialect.named(table, key) + " WHERE " + condition;
    }
}
