package nl.privacyloket.connector.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.execution.AccessPart.TablePart;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.PersonRows;
import nl.privacyloket.connector.rows.RowSql;
import nl.privacyloket.crypto.SubjectHash;

/** Executes the reading half of {@code access}: every mapped row of exactly one person. Changes nothing. */
public final class Access {
    /** Amounts keep every digit. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final FittedMapping fitted;
    private final PersonLocator locator;

    public Access(FittedMapping fitted, SubjectHash subjectHash) {
        this.fitted = fitted;
        this.locator = new PersonLocator(fitted, subjectHash);
    }

    /**
     * Reads the rows of the person.
     *
     * @param connection in a transaction that sees one state throughout (repeatable read)
     * @throws CommandRefusedException when the person cannot be told from somebody else
     */
    public Answer read(Connection connection, Subject subject) throws SQLException {
        PersonRows rows = locator.locate(connection, subject, false).rows();
        List<TablePart> parts = new ArrayList<>();
        for (MappedTable table : fitted.parentsFirst()) {
            List<PersonRow> found = rows.of(table);
            if (!found.isEmpty()) {
                List<String> columns = fitted.shownColumns(table);
                parts.add(new TablePart(
                        table.category(),
                        fitted.mapping().label(table.name()),
                        columns,
                        values(connection, table, columns, found)));
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        fitted.mapping().categories().forEach(category -> counts.put(category, 0));
        rows.records().forEach(row -> counts.merge(row.table().category(), 1, Integer::sum));
        return new Answer(
                new AccessPart(fitted.mapping().system(), parts),
                counts.entrySet().stream()
                        .map(count -> new AccessedCategory(count.getKey(), count.getValue()))
                        .toList());
    }

    private List<List<JsonNode>> values(
            Connection connection, MappedTable table, List<String> columns, List<PersonRow> rows) throws SQLException {
        List<CatalogueColumn> shown = fitted.columns(table, columns);
        String sql = "SELECT " + fitted.dialect().shown(shown) + " FROM " + RowSql.named(fitted, table)
                + fitted.key(table).stream()
                        .map(column -> "t." + TableName.quote(column))
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
        List<List<JsonNode>> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(
                    1, RowSql.array(fitted, rows.stream().map(PersonRow::key).toList()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    JsonNode row = parse(found.getString(1));
                    values.add(shown.stream()
                            .map(column -> fitted.dialect()
                                    .shown(
                                            column,
                                            scalar(row.get(column.name())),
                                            fitted.mapping().zone()))
                            .toList());
                }
            }
        }
        return values;
    }

    /** An export part holds plain values; what has structure of its own goes in as its JSON text. */
    private static JsonNode scalar(JsonNode value) {
        return value.isContainerNode() ? TextNode.valueOf(value.toString()) : value;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // The parser's message quotes the row.
            throw new IllegalStateException("the database gave a row that is no JSON");
        }
    }

    /**
     * @param part what the person gets from this system
     * @param categories how many records of each category it holds; 0 for those that were looked at in vain
     */
    public record Answer(AccessPart part, List<AccessedCategory> categories) {
        @Override
        public String toString() {
            return "Answer[categories=" + categories + "]";
        }
    }
}
