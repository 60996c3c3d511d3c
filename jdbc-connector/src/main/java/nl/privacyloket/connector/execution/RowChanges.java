package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.RowSql;

/** Writes over or deletes rows named by their keys, and sees to it that the database did so for each of them. */
final class RowChanges {
    private final FittedMapping fitted;
    private final Connection connection;

    RowChanges(FittedMapping fitted, Connection connection) {
        this.fitted = fitted;
        this.connection = connection;
    }

    void update(MappedTable table, List<PersonRow> rows, ColumnChanges changes) throws SQLException {
        if (rows.isEmpty() || changes.isEmpty()) {
            return;
        }
        List<String> sets = new ArrayList<>();
        List<String> values = new ArrayList<>();
        changes.values().forEach((column, value) -> {
            String type = fitted.column(table, column).type();
            sets.add(TableName.quote(column) + " = " + (value == null ? "NULL" : "?::text::" + type));
            if (value != null) {
                values.add(value);
            }
        });
        execute(
                "UPDATE " + table.name().sql() + " t SET " + String.join(", ", sets) + " FROM "
                        + RowSql.keys(fitted, table) + " WHERE " + RowSql.sameKey(fitted, table),
                values,
                rows);
    }

    /** Empties the columns by which rows refer to each other in a circle. */
    void detach(MappedTable table, List<PersonRow> rows) throws SQLException {
        Map<String, String> nulls = new LinkedHashMap<>();
        table.detach().forEach(column -> nulls.put(column, null));
        update(table, rows, new ColumnChanges(nulls));
    }

    void delete(MappedTable table, List<PersonRow> rows) throws SQLException {
        if (!rows.isEmpty()) {
            execute(
                    "DELETE FROM " + table.name().sql() + " t USING " + RowSql.keys(fitted, table) + " WHERE "
                            + RowSql.sameKey(fitted, table),
                    List.of(),
                    rows);
        }
    }

    /** Those of the rows that have these values, {@code null} for NULL. */
    List<PersonRow> matching(MappedTable table, List<PersonRow> rows, Map<String, String> values) throws SQLException {
        if (rows.isEmpty() || values.isEmpty()) {
            return rows;
        }
        List<String> conditions = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        values.forEach((column, value) -> {
            String type = fitted.column(table, column).type();
            conditions.add("t." + TableName.quote(column) + (value == null ? " IS NULL" : " = ?::text::" + type));
            if (value != null) {
                parameters.add(value);
            }
        });
        return matching(table, rows, String.join(" AND ", conditions), parameters);
    }

    /** Those of the rows whose column says something else. */
    List<PersonRow> differing(MappedTable table, List<PersonRow> rows, String column, String value)
            throws SQLException {
        String type = fitted.column(table, column).type();
        return rows.isEmpty()
                ? rows
                : matching(
                        table,
                        rows,
                        "t." + TableName.quote(column) + " IS DISTINCT FROM ?::text::" + type,
                        List.of(value));
    }

    private List<PersonRow> matching(MappedTable table, List<PersonRow> rows, String condition, List<String> values)
            throws SQLException {
        String sql = "SELECT " + RowSql.json("t", fitted.key(table)) + "::text FROM "
                + table.name().sql() + " t JOIN " + RowSql.keys(fitted, table) + " ON "
                + RowSql.sameKey(fitted, table) + " WHERE " + condition;
        Set<String> keys = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            statement.setString(
                    parameter++, RowSql.array(rows.stream().map(PersonRow::key).toList()));
            for (String value : values) {
                statement.setString(parameter++, value);
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    keys.add(found.getString(1));
                }
            }
        }
        return rows.stream().filter(row -> keys.contains(row.key())).toList();
    }

    private void execute(String sql, List<String> values, List<PersonRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (String value : values) {
                statement.setString(parameter++, value);
            }
            statement.setString(
                    parameter, RowSql.array(rows.stream().map(PersonRow::key).toList()));
            if (statement.executeUpdate() != rows.size()) {
                throw new CommandRefusedException(CommandRefusedException.ROWS_NOT_CHANGED);
            }
        }
    }
}
