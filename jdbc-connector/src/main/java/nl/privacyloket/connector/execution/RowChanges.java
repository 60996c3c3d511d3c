package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.RowSql;
import nl.privacyloket.crypto.BlindIndex;

/** Writes over or deletes rows named by their keys, and sees to it that the database did so for each of them. */
public final class RowChanges {
    private final FittedMapping fitted;
    private final Connection connection;
    private final BlindIndex columnHash;

    RowChanges(FittedMapping fitted, Connection connection) {
        this(fitted, connection, null);
    }

    /** @param columnHash what keyed hashes in columns are made with */
    public RowChanges(FittedMapping fitted, Connection connection, BlindIndex columnHash) {
        this.fitted = fitted;
        this.connection = connection;
        this.columnHash = columnHash;
    }

    /** Writes over rows. */
    public void update(MappedTable table, List<PersonRow> rows, ColumnChanges changes) throws SQLException {
        if (rows.isEmpty() || changes.isEmpty()) {
            return;
        }
        Map<String, Strategy> made = MadeValues.columns(changes);
        if (!made.isEmpty()) {
            replace(table, rows, made);
        }
        if (made.size() < changes.columns().size()) {
            set(table, rows, changes);
        }
    }

    /** Values that the database can make by itself. */
    private void set(MappedTable table, List<PersonRow> rows, ColumnChanges changes) throws SQLException {
        List<String> sets = new ArrayList<>();
        List<String> values = new ArrayList<>();
        changes.values().forEach((column, value) -> {
            String type = fitted.column(table, column).type();
            sets.add(TableName.quote(column) + " = " + (value == null ? "NULL" : "?::text::" + type));
            if (value != null) {
                values.add(value);
            }
        });
        changes.strategies().forEach((column, strategy) -> {
            if (strategy.isRecognisable()) {
                sets.add(TableName.quote(column) + " = "
                        + Replacements.generalised(fitted, fitted.column(table, column), strategy));
            }
        });
        execute(
                "UPDATE " + table.name().sql() + " t SET " + String.join(", ", sets) + " FROM "
                        + RowSql.keys(fitted, table) + " WHERE " + RowSql.sameKey(fitted, table),
                values,
                rows);
    }

    /** Values that are made here from the old ones. */
    private void replace(MappedTable table, List<PersonRow> rows, Map<String, Strategy> strategies)
            throws SQLException {
        List<String> columns = List.copyOf(strategies.keySet());
        Map<String, List<String>> old = values(table, rows, columns);
        StringBuilder arrays = new StringBuilder();
        StringBuilder names = new StringBuilder();
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            arrays.append(i == 0 ? "" : ", ").append("?::text[]");
            names.append("n").append(i).append(", ");
            sets.add(TableName.quote(columns.get(i)) + " = u.n" + i + "::"
                    + fitted.column(table, columns.get(i)).type());
        }
        String sql = "UPDATE " + table.name().sql() + " t SET " + String.join(", ", sets)
                + " FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY AS e(v, n) CROSS JOIN LATERAL"
                + " jsonb_to_record(e.v) AS k(" + RowSql.columns(fitted, table, fitted.key(table)) + ") JOIN unnest("
                + arrays + ") WITH ORDINALITY AS u(" + names + "i) ON u.i = e.n WHERE "
                + RowSql.sameKey(fitted, table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(
                    1, RowSql.array(rows.stream().map(PersonRow::key).toList()));
            for (int i = 0; i < columns.size(); i++) {
                CatalogueColumn column = fitted.column(table, columns.get(i));
                Strategy strategy = strategies.get(columns.get(i));
                int position = i;
                Object[] fresh = rows.stream()
                        .map(row -> old.containsKey(row.key())
                                ? Replacements.made(
                                        fitted,
                                        table,
                                        column,
                                        strategy,
                                        old.get(row.key()).get(position),
                                        columnHash)
                                : null)
                        .toArray();
                statement.setArray(i + 2, connection.createArrayOf("text", fresh));
            }
            if (statement.executeUpdate() != rows.size()) {
                throw new CommandRefusedException(CommandRefusedException.ROWS_NOT_CHANGED);
            }
        }
        MadeValues.remember(
                connection,
                fitted,
                table,
                columns,
                rows.stream().map(PersonRow::key).toList());
    }

    private Map<String, List<String>> values(MappedTable table, List<PersonRow> rows, List<String> columns)
            throws SQLException {
        StringBuilder shown = new StringBuilder();
        columns.forEach(
                column -> shown.append(", t.").append(TableName.quote(column)).append("::text"));
        String sql = "SELECT " + RowSql.json("t", fitted.key(table)) + "::text" + shown + " FROM "
                + table.name().sql() + " t JOIN " + RowSql.keys(fitted, table) + " ON " + RowSql.sameKey(fitted, table);
        Map<String, List<String>> values = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(
                    1, RowSql.array(rows.stream().map(PersonRow::key).toList()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.add(found.getString(i + 2));
                    }
                    values.put(found.getString(1), row);
                }
            }
        }
        return values;
    }

    /** Empties the columns by which rows refer to each other in a circle. */
    public void detach(MappedTable table, List<PersonRow> rows) throws SQLException {
        Map<String, String> nulls = new LinkedHashMap<>();
        table.detach().forEach(column -> nulls.put(column, null));
        update(table, rows, new ColumnChanges(nulls));
    }

    /** Removes rows. */
    public void delete(MappedTable table, List<PersonRow> rows) throws SQLException {
        if (!rows.isEmpty()) {
            execute(
                    "DELETE FROM " + table.name().sql() + " t USING " + RowSql.keys(fitted, table) + " WHERE "
                            + RowSql.sameKey(fitted, table),
                    List.of(),
                    rows);
            MadeValues.forget(
                    connection, table, rows.stream().map(PersonRow::key).toList());
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
