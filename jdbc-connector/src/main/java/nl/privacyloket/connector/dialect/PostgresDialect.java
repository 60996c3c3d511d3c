package nl.privacyloket.connector.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;

/** PostgreSQL. Keys are {@code jsonb}; constants and corrections go through the column's own type. */
final class PostgresDialect extends PostgresServer {
    static final Dialect INSTANCE = new PostgresDialect();

    private PostgresDialect() {}

    @Override
    public String text(String expression) {
        return expression + "::text";
    }

    @Override
    public String texts() {
        return "unnest(?::text[]) AS v";
    }

    @Override
    public Object textsParameter(Collection<String> values) {
        return values;
    }

    @Override
    public String isNot(String one, String other) {
        return one + " IS DISTINCT FROM " + other;
    }

    @Override
    public String trimmed(String text) {
        return "btrim(" + text + ")";
    }

    @Override
    public String without(String text, String expression) {
        return "regexp_replace(" + text + ", '" + expression + "', '', 'g')";
    }

    @Override
    public String among(String expression, Collection<?> values) {
        return expression + " = ANY(?)";
    }

    @Override
    public int bind(Connection connection, PreparedStatement statement, int first, List<?> parameters)
            throws SQLException {
        int position = first;
        for (Object parameter : parameters) {
            if (parameter instanceof Collection<?> values) {
                boolean isUuids = !values.isEmpty() && values.iterator().next() instanceof UUID;
                Array array = connection.createArrayOf(isUuids ? "uuid" : "text", values.toArray());
                statement.setArray(position++, array);
            } else {
                statement.setObject(position++, parameter);
            }
        }
        return position;
    }

    @Override
    public String parameter(CatalogueColumn column) {
        return "?::text::" + column.type();
    }

    @Override
    public String value(CatalogueColumn column, String text, ZoneId zone) {
        return text;
    }

    @Override
    public String equal(CatalogueColumn column) {
        return own(column) + " = " + parameter(column);
    }

    @Override
    public String differs(CatalogueColumn column) {
        return own(column) + " IS DISTINCT FROM " + parameter(column);
    }

    @Override
    public String differsAsText(CatalogueColumn column) {
        return own(column) + "::text IS DISTINCT FROM (" + parameter(column) + ")::text";
    }

    private static String own(CatalogueColumn column) {
        return "t." + TableName.quote(column.name());
    }

    @Override
    public String generalised(CatalogueColumn column, Strategy strategy, ZoneId zone) {
        String name = own(column);
        if (strategy == Strategy.POSTCODE_4) {
            String digits = "substring(btrim(" + name + "::text) from '^[0-9]{4}')";
            return "(" + (column.notNull() ? "coalesce(" + digits + ", '')" : digits) + ")::" + column.type();
        }
        String unit = strategy == Strategy.YEAR ? "year" : "month";
        return column.family() == Family.INSTANT
                ? "(date_trunc('" + unit + "', " + name + " AT TIME ZONE " + quoted(zone.getId()) + ") AT TIME ZONE "
                        + quoted(zone.getId()) + ")::" + column.type()
                : "date_trunc('" + unit + "', " + name + "::timestamp)::" + column.type();
    }

    @Override
    public String startedOn(CatalogueColumn column, ZoneId zone) {
        String day = column.family() == Family.INSTANT
                ? "(" + own(column) + " AT TIME ZONE " + quoted(zone.getId()) + ")::date"
                : own(column) + "::date";
        // "infinity" is no day on which anything began.
        return "CASE WHEN isfinite(" + own(column) + ") THEN " + day + " END";
    }

    @Override
    public LocalDate day(ResultSet row, int position, CatalogueColumn column, ZoneId zone) throws SQLException {
        return row.getObject(position, LocalDate.class);
    }

    @Override
    public String isBefore(CatalogueColumn column, LocalDate day, ZoneId zone, List<Object> parameters) {
        String name = own(column);
        parameters.add(day.toString());
        if (column.family() != Family.INSTANT) {
            return "isfinite(" + name + ") AND " + name + " < ?::date";
        }
        parameters.add(day.toString());
        // The first comparison is for an index; the second says on which day it was there, also when clocks change at
        // midnight.
        return "isfinite(" + name + ") AND " + name + " < (?::date::timestamp AT TIME ZONE " + quoted(zone.getId())
                + ") + interval '3 hours' AND (" + name + " AT TIME ZONE " + quoted(zone.getId()) + ")::date < ?::date";
    }

    @Override
    public String shown(Collection<CatalogueColumn> columns) {
        return object("t", columns) + "::text";
    }

    @Override
    public JsonNode shown(CatalogueColumn column, JsonNode value, ZoneId zone) {
        return value;
    }

    @Override
    public String digest(Collection<String> columns) {
        return new TreeSet<>(columns)
                .stream()
                        .map(column -> quoted(column) + ", t." + TableName.quote(column) + "::text")
                        .collect(Collectors.joining(", ", "md5(jsonb_build_array(", ")::text)"));
    }

    private static String object(String alias, Collection<CatalogueColumn> columns) {
        return columns.stream()
                .map(column -> quoted(column.name()) + ", " + alias + "." + TableName.quote(column.name()))
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
    }

    @Override
    public String key(String alias, List<CatalogueColumn> key) {
        return object(alias, key);
    }

    @Override
    public String keyText(String alias, List<CatalogueColumn> key) {
        return key(alias, key) + "::text";
    }

    @Override
    public String storedKey(String column) {
        return column + "::text";
    }

    @Override
    public String keyParameter() {
        return "?::jsonb";
    }

    @Override
    public String keyAmong(String column, Collection<String> keys) {
        return column + " = ANY(?::jsonb[])";
    }

    @Override
    public Optional<String> keyValue(CatalogueColumn column, String value, ZoneId zone) {
        return Optional.of(value);
    }

    @Override
    public String rowsParameter(List<String> rows) {
        return "[" + String.join(",", rows) + "]";
    }

    @Override
    public String named(TableName table, List<CatalogueColumn> key) {
        return table.sql() + " t JOIN " + keys(key, List.of()) + " ON " + sameKey(key);
    }

    /**
     * Rows {@code k} that are given by the key of their table. The planner takes them for a tenth of the hundred that it
     * takes every such function for, because it cannot know a limit that is the result of a query: a key has an index,
     * and with a hundred in mind it rather reads a table of some thousand rows as a whole for each person.
     */
    private static String keys(List<CatalogueColumn> key, List<String> more) {
        return "(SELECT * FROM " + given(key, more) + " LIMIT (SELECT " + Integer.MAX_VALUE + ")) k";
    }

    /** Rows {@code k} that are given. */
    private static String given(List<CatalogueColumn> columns, List<String> more) {
        return Stream.concat(
                        columns.stream().map(column -> TableName.quote(column.name()) + " " + column.type()),
                        more.stream().map(column -> TableName.quote(column) + " text"))
                .collect(Collectors.joining(", ", "jsonb_to_recordset(?::jsonb) AS k(", ")"));
    }

    private static String sameKey(List<CatalogueColumn> key) {
        return same(key.stream().map(JoinedColumn::ofKey).toList());
    }

    private static String same(List<JoinedColumn> columns) {
        return columns.stream()
                .map(column -> own(column.own()) + " = k."
                        + TableName.quote(column.given().name()))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public String numbered(TableName table, List<JoinedColumn> columns) {
        String given = columns.stream()
                .map(JoinedColumn::given)
                .distinct()
                .map(column -> TableName.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
        return table.sql() + " t JOIN (jsonb_array_elements(?::jsonb) WITH ORDINALITY AS e(v, n) CROSS JOIN LATERAL"
                + " jsonb_to_record(e.v) AS k(" + given + ")) ON " + same(columns);
    }

    @Override
    public String number() {
        return "e.n";
    }

    @Override
    public String thenJoin() {
        return " JOIN ";
    }

    @Override
    public String lock(RowLock lock, String alias) {
        return switch (lock) {
            case NONE -> "";
            case WAIT -> " FOR UPDATE OF " + alias;
            case SKIP -> " FOR UPDATE OF " + alias + " SKIP LOCKED";
        };
    }

    @Override
    public String update(TableName table, List<CatalogueColumn> key, Map<String, String> sets, List<String> more) {
        return "UPDATE " + table.sql() + " t SET "
                + sets.entrySet().stream()
                        .map(set -> TableName.quote(set.getKey()) + " = " + set.getValue())
                        .collect(Collectors.joining(", "))
                + " FROM " + keys(key, more) + " WHERE " + sameKey(key);
    }

    @Override
    public String more(String name, CatalogueColumn column) {
        return "k." + TableName.quote(name) + "::" + column.type();
    }

    @Override
    public boolean keysComeFirst() {
        return false;
    }

    @Override
    public String delete(TableName table, List<CatalogueColumn> key) {
        return key.size() == 1
                ? deleteAmong(table, JoinedColumn.ofKey(key.get(0)))
                : "DELETE FROM " + table.sql() + " t USING " + keys(key, List.of()) + " WHERE " + sameKey(key);
    }

    /** Values of a single column are looked up in the order of its index, which takes half as long as one after the other. */
    private static String deleteAmong(TableName table, JoinedColumn column) {
        return "DELETE FROM " + table.sql() + " t WHERE " + own(column.own()) + " = ANY(ARRAY(SELECT k."
                + TableName.quote(column.given().name()) + " FROM " + given(List.of(column.given()), List.of()) + "))";
    }

    @Override
    public Optional<String> deleteUnder(TableName table, List<JoinedColumn> columns) {
        List<CatalogueColumn> given =
                columns.stream().map(JoinedColumn::given).distinct().toList();
        return Optional.of(
                columns.size() == 1
                        ? deleteAmong(table, columns.get(0))
                        : "DELETE FROM " + table.sql() + " t USING " + given(given, List.of()) + " WHERE "
                                + same(columns));
    }

    @Override
    public String orKeep(String anyColumn) {
        return " ON CONFLICT DO NOTHING";
    }

    @Override
    public String orReplace(List<String> key, List<String> columns) {
        return " ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET "
                + columns.stream()
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    @Override
    public RowAddresses addresses(TableName table, List<CatalogueColumn> key, CatalogueColumn start) {
        return new PlacesOnDisk(table, start);
    }
}
