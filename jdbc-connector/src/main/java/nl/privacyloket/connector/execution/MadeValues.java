package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.rows.RowSql;

/**
 * Remembers which rows hold values that were made here and do not show it, hashes and other digits and letters, by a digest of
 * the new values: so such a row is not written over again, and one that only looks as if it had been is. A row that gets real
 * data again, or another row under the same key, is a row to be written over.
 */
final class MadeValues {
    private MadeValues() {}

    /** The columns whose new values do not show that they are. */
    static Map<String, Strategy> columns(ColumnChanges changes) {
        Map<String, Strategy> made = new LinkedHashMap<>(changes.strategies());
        made.values().removeIf(Strategy::isRecognisable);
        return made;
    }

    /** The condition that row {@code t} holds values in these columns that were not made here; its parameter is the table. */
    static String missing(FittedMapping fitted, MappedTable table, Collection<String> columns) {
        String some = columns.stream()
                .map(column -> "t." + TableName.quote(column) + " IS NOT NULL")
                .collect(Collectors.joining(" OR ", "(", ")"));
        return "(" + some + " AND NOT EXISTS (SELECT 1 FROM made_value m WHERE m.table_name = ? AND m.row_key = "
                + RowSql.key(fitted, table, "t") + " AND m.digest = "
                + fitted.dialect().digest(columns) + "))";
    }

    /** Remembers the values that the rows have now. */
    static void remember(
            Connection connection,
            FittedMapping fitted,
            MappedTable table,
            Collection<String> columns,
            List<String> keys)
            throws SQLException {
        String sql = "INSERT INTO made_value (table_name, row_key, digest) SELECT ?, " + RowSql.key(fitted, table, "t")
                + ", " + fitted.dialect().digest(columns) + " FROM " + RowSql.named(fitted, table)
                + fitted.dialect().orReplace(List.of("table_name", "row_key"), List.of("digest"));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, table.name().toString());
            insert.setString(2, RowSql.array(fitted, keys));
            insert.executeUpdate();
        }
    }

    /** Forgets rows that are no longer there. */
    static void forget(Connection connection, MappedTable table, List<String> keys) throws SQLException {
        if (columns(table.anonymised()).isEmpty() && columns(table.onRetain()).isEmpty()) {
            return;
        }
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM made_value WHERE table_name = ? AND " + dialect.keyAmong("row_key", keys))) {
            delete.setString(1, table.name().toString());
            dialect.bind(connection, delete, 2, List.of(keys));
            delete.executeUpdate();
        }
    }
}
