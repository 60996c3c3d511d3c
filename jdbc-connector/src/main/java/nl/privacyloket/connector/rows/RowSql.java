package nl.privacyloket.connector.rows;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;

/**
 * SQL for rows named by their keys. Keys travel as JSON text in the database's own form, so that keys of any type and any
 * number of columns go through one parameter.
 */
public final class RowSql {
    private RowSql() {}

    /** The key of a row as JSON, as the connector's own tables have it. */
    public static String key(FittedMapping fitted, MappedTable table, String alias) {
        return fitted.dialect().key(alias, fitted.keyColumns(table));
    }

    /** The key of a row as JSON text. */
    public static String keyText(FittedMapping fitted, MappedTable table, String alias) {
        return fitted.dialect().keyText(alias, fitted.keyColumns(table));
    }

    /** Rows {@code t} by their keys in one parameter, a JSON array: what follows {@code FROM}. */
    public static String named(FittedMapping fitted, MappedTable table) {
        return fitted.dialect().named(table.name(), fitted.keyColumns(table));
    }

    /** A JSON object of columns, by name. */
    public static String json(String alias, Collection<String> columns) {
        return columns.stream()
                .map(column -> "'" + column.replace("'", "''") + "', " + alias + "." + TableName.quote(column))
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
    }

    /** A relation {@code k} with the table's key columns, from one parameter: a JSON array of keys. */
    public static String keys(FittedMapping fitted, MappedTable table) {
        return "jsonb_to_recordset(?::jsonb) AS k(" + columns(fitted, table, fitted.key(table)) + ")";
    }

    /** The condition that row {@code t} has key {@code k}. */
    public static String sameKey(FittedMapping fitted, MappedTable table) {
        return fitted.key(table).stream()
                .map(column -> "t." + TableName.quote(column) + " = k." + TableName.quote(column))
                .collect(Collectors.joining(" AND "));
    }

    /** Column definitions, with the types that the database has. */
    public static String columns(FittedMapping fitted, MappedTable table, Collection<String> columns) {
        return columns.stream()
                .map(column -> TableName.quote(column) + " "
                        + fitted.column(table, column).type())
                .collect(Collectors.joining(", "));
    }

    /** A JSON array of JSON texts. */
    public static String array(List<String> texts) {
        return texts.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
