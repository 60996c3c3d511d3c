package nl.privacyloket.connector.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.dialect.MariaType.Kind;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;

/**
 * MariaDB from 10.6, in sessions of {@link MariaSession}. Texts are compared under a collation that keeps accents, case and
 * blanks apart, whatever the column's own is: two persons must never become one. Instants are in UTC; what day they are on
 * is found out here, because the server knows no zones unless somebody loaded them.
 */
final class MariaDialect extends MariaServer {
    static final String URL = "jdbc:mariadb:";
    static final MariaDialect INSTANCE = new MariaDialect();

    private static final String EXACT = " COLLATE utf8mb4_nopad_bin";
    /** How MariaDB keeps what is true or false. */
    private static final Set<String> BOOLEANS = Set.of("tinyint(1)", "bit(1)");

    private MariaDialect() {}

    @Override
    public String text(String expression) {
        return "CONVERT(" + expression + " USING utf8mb4)" + EXACT;
    }

    @Override
    public String texts() {
        return GivenRows.texts(EXACT);
    }

    @Override
    public Object textsParameter(Collection<String> values) {
        return GivenRows.textsParameter(values);
    }

    @Override
    public String isNot(String one, String other) {
        return "NOT (" + one + " <=> " + other + ")";
    }

    @Override
    public String more(String name, CatalogueColumn column) {
        return GivenRows.text(name);
    }

    @Override
    public String rowsParameter(List<String> rows) {
        return GivenRows.parameter(rows);
    }

    @Override
    public String trimmed(String text) {
        return "trim(" + text + ")";
    }

    @Override
    public String without(String text, String expression) {
        return "regexp_replace(" + text + ", '" + expression + "', '')";
    }

    @Override
    public String among(String expression, Collection<?> values) {
        return values.isEmpty()
                ? "false"
                : expression + values.stream().map(value -> "?").collect(Collectors.joining(", ", " IN (", ")"));
    }

    @Override
    public int bind(Connection connection, PreparedStatement statement, int first, List<?> parameters)
            throws SQLException {
        int position = first;
        for (Object parameter : parameters) {
            if (parameter instanceof Collection<?> values) {
                for (Object value : values) {
                    statement.setString(position++, value.toString());
                }
            } else {
                statement.setObject(position++, parameter);
            }
        }
        return position;
    }

    @Override
    public String parameter(CatalogueColumn column) {
        return switch (MariaType.of(column).kind()) {
            case BINARY -> "UNHEX(?)";
            case BIT -> "CAST(? AS UNSIGNED)";
            case FLOAT -> "CAST(? AS DOUBLE)";
            default -> "?";
        };
    }

    @Override
    public String value(CatalogueColumn column, String text, ZoneId zone) {
        return MariaType.of(column).written(text, zone).orElse(text);
    }

    @Override
    public String equal(CatalogueColumn column) {
        return compared(column) + " = " + comparedParameter(column);
    }

    @Override
    public String differs(CatalogueColumn column) {
        return isNot(compared(column), comparedParameter(column));
    }

    @Override
    public String differsAsText(CatalogueColumn column) {
        return differs(column);
    }

    /** As text, in which no two values are taken for the same; but not what is written differently each time. */
    private String compared(CatalogueColumn column) {
        return switch (MariaType.of(column).kind()) {
            case FLOAT -> own(column);
            case BINARY -> text("HEX(" + own(column) + ")");
            case BIT -> text(own(column) + " + 0");
            default -> text(MariaType.isPadded(column) ? own(column) + " + 0" : own(column));
        };
    }

    private String comparedParameter(CatalogueColumn column) {
        return MariaType.of(column).kind() == Kind.FLOAT ? parameter(column) : "?";
    }

    private static String own(CatalogueColumn column) {
        return "t." + TableName.quote(column.name());
    }

    @Override
    public String generalised(CatalogueColumn column, Strategy strategy, ZoneId zone) {
        if (strategy == Strategy.POSTCODE_4) {
            String digits = "regexp_substr(trim(" + text(own(column)) + "), '^[0-9]{4}')";
            return column.notNull() ? digits : "nullif(" + digits + ", '')";
        }
        String first = "DATE_FORMAT(" + own(column) + (strategy == Strategy.YEAR ? ", '%Y-01-01')" : ", '%Y-%m-01')");
        return column.family() == Family.DATE ? "CAST(" + first + " AS DATE)" : "CAST(" + first + " AS DATETIME)";
    }

    @Override
    public String startedOn(CatalogueColumn column, ZoneId zone) {
        return text(own(column));
    }

    @Override
    public LocalDate day(ResultSet row, int position, CatalogueColumn column, ZoneId zone) throws SQLException {
        String written = row.getString(position);
        return written == null
                ? null
                : MariaType.read(written)
                        .map(time -> column.family() == Family.INSTANT ? inZone(time, zone) : time)
                        .map(LocalDateTime::toLocalDate)
                        .orElse(null);
    }

    private static LocalDateTime inZone(LocalDateTime utc, ZoneId zone) {
        return utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
    }

    @Override
    public String isBefore(CatalogueColumn column, LocalDate day, ZoneId zone, List<Object> parameters) {
        if (column.family() == Family.INSTANT) {
            LocalDateTime begin = LocalDateTime.ofInstant(day.atStartOfDay(zone).toInstant(), ZoneOffset.UTC);
            parameters.add(MariaType.of(column).seconds(begin));
        } else {
            parameters.add(day.toString());
        }
        // A date without a month or a day, as older systems have, is no day on which anything began.
        return own(column) + " < ? AND DAYOFMONTH(" + own(column) + ") > 0 AND MONTH(" + own(column) + ") > 0";
    }

    @Override
    public String shown(Collection<CatalogueColumn> columns) {
        return object("t", columns);
    }

    @Override
    public JsonNode shown(CatalogueColumn column, JsonNode value, ZoneId zone) {
        Kind kind = MariaType.of(column).kind();
        if (value.isIntegralNumber()
                && BOOLEANS.contains(column.type())
                && value.bigIntegerValue().bitLength() <= 1) {
            return BooleanNode.valueOf(value.intValue() == 1);
        }
        if (!value.isTextual() || kind != Kind.DATETIME && kind != Kind.TIMESTAMP) {
            return value;
        }
        return MariaType.read(value.textValue())
                .map(time -> kind == Kind.DATETIME
                        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                time.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone)))
                .<JsonNode>map(TextNode::valueOf)
                .orElse(value);
    }

    @Override
    public String digest(Collection<String> columns) {
        return new TreeSet<>(columns)
                .stream()
                        .map(column -> "'" + column.replace("'", "''") + "', " + text("t." + TableName.quote(column)))
                        .collect(Collectors.joining(", ", "md5(json_array(", "))"));
    }

    private String object(String alias, Collection<CatalogueColumn> columns) {
        return columns.stream()
                .map(column -> "'" + column.name().replace("'", "''") + "', " + member(alias, column))
                .collect(Collectors.joining(", ", "json_object(", ")"));
    }

    private String member(String alias, CatalogueColumn column) {
        String name = alias + "." + TableName.quote(column.name());
        MariaType type = MariaType.of(column);
        return switch (type.kind()) {
            case BINARY, BLOB -> "HEX(" + name + ")";
            case BIT -> name + " + 0";
            case VARCHAR, TEXT -> "CONVERT(" + name + " USING utf8mb4)";
            // Zeros in front are no JSON.
            default -> MariaType.isPadded(column) || column.type().startsWith("year") ? name + " + 0" : name;
        };
    }

    @Override
    public String key(String alias, List<CatalogueColumn> key) {
        return text(object(alias, key));
    }

    @Override
    public String keyText(String alias, List<CatalogueColumn> key) {
        return key(alias, key);
    }

    @Override
    public String storedKey(String column) {
        return column;
    }

    @Override
    public String keyParameter() {
        return "?";
    }

    @Override
    public String keyAmong(String column, Collection<String> keys) {
        return among(column, keys);
    }

    @Override
    public Optional<String> keyValue(CatalogueColumn column, String value, ZoneId zone) {
        return MariaType.of(column).written(value, zone);
    }

    @Override
    public String named(TableName table, List<CatalogueColumn> key) {
        return GivenRows.relation(key, List.of()) + rows(table, sameKey(key));
    }

    @Override
    public String numbered(TableName table, List<JoinedColumn> columns) {
        Set<CatalogueColumn> given =
                columns.stream().map(JoinedColumn::given).collect(Collectors.toCollection(LinkedHashSet::new));
        String same = columns.stream().map(this::same).collect(Collectors.joining(" AND "));
        return GivenRows.relation(given, List.of()) + rows(table, same);
    }

    @Override
    public String number() {
        return GivenRows.number();
    }

    /** The given rows first, so that each is looked up rather than the whole table read and locked. */
    private static String rows(TableName table, String condition) {
        return " STRAIGHT_JOIN " + table.sql() + " t ON " + condition;
    }

    private String sameKey(List<CatalogueColumn> key) {
        return key.stream().map(JoinedColumn::ofKey).map(this::same).collect(Collectors.joining(" AND "));
    }

    private String same(JoinedColumn columns) {
        CatalogueColumn own = columns.own();
        String given = GivenRows.value(columns.given());
        if (!MariaType.of(own).isText()) {
            return own(own) + " = " + given;
        }
        // By the column's own rules, for its index; and exactly, because they may let several values pass for the same.
        String same = own(own) + " = CONVERT(" + given + " USING " + characters(own) + ") COLLATE " + own.collation();
        return columns.exact() ? same + " AND " + text(own(own)) + " = " + given + EXACT : same;
    }

    @Override
    public String thenJoin() {
        return " STRAIGHT_JOIN ";
    }

    @Override
    public String lock(RowLock lock, String alias) {
        return switch (lock) {
            case NONE -> "";
            case WAIT -> " FOR UPDATE";
            case SKIP -> " FOR UPDATE SKIP LOCKED";
        };
    }

    @Override
    public String update(TableName table, List<CatalogueColumn> key, Map<String, String> sets, List<String> more) {
        return "UPDATE " + GivenRows.relation(key, more) + rows(table, sameKey(key)) + " SET "
                + sets.entrySet().stream()
                        .map(set -> "t." + TableName.quote(set.getKey()) + " = " + set.getValue())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public boolean keysComeFirst() {
        return true;
    }

    @Override
    public String delete(TableName table, List<CatalogueColumn> key) {
        return "DELETE t FROM " + named(table, key);
    }

    /** Not {@code INSERT IGNORE}, which would cut values short as well. */
    @Override
    public String orKeep(String anyColumn) {
        return " ON DUPLICATE KEY UPDATE " + anyColumn + " = " + anyColumn;
    }

    @Override
    public String orReplace(List<String> key, List<String> columns) {
        return " ON DUPLICATE KEY UPDATE "
                + columns.stream()
                        .map(column -> column + " = VALUES(" + column + ")")
                        .collect(Collectors.joining(", "));
    }

    @Override
    public RowAddresses addresses(TableName table, List<CatalogueColumn> key, CatalogueColumn start) {
        return new KeysInOrder(this, table, key, start);
    }
}
