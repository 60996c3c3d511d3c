package nl.privacyloket.connector.execution;

import com.fasterxml.jackson.databind.node.TextNode;
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
import nl.privacyloket.connector.dialect.Dialect;
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
    /** What new values are called beside the key of their row. */
    private static final String NEW = "=";

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
        Dialect dialect = fitted.dialect();
        Map<String, String> sets = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        changes.values().forEach((name, value) -> {
            CatalogueColumn column = fitted.column(table, name);
            sets.put(name, value == null ? "NULL" : dialect.parameter(column));
            if (value != null) {
                values.add(dialect.value(column, value, fitted.mapping().zone()));
            }
        });
        changes.strategies().forEach((column, strategy) -> {
            if (strategy.isRecognisable()) {
                sets.put(column, Replacements.generalised(fitted, fitted.column(table, column), strategy));
            }
        });
        execute(
                dialect.update(table.name(), fitted.keyColumns(table), sets, List.of()),
                values,
                RowSql.array(fitted, rows.stream().map(PersonRow::key).toList()),
                rows.size());
    }

    /** Values that are made here from the old ones; each comes along with the key of its row. */
    private void replace(MappedTable table, List<PersonRow> rows, Map<String, Strategy> strategies)
            throws SQLException {
        List<String> columns = List.copyOf(strategies.keySet());
        Map<String, List<String>> old = values(table, rows, columns);
        Map<String, String> sets = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(NEW + i);
            sets.put(columns.get(i), fitted.dialect().more(NEW + i, fitted.column(table, columns.get(i))));
        }
        List<String> keys = new ArrayList<>();
        for (PersonRow row : rows) {
            StringBuilder key = new StringBuilder(row.key());
            key.setLength(key.lastIndexOf("}"));
            for (int i = 0; i < columns.size(); i++) {
                CatalogueColumn column = fitted.column(table, columns.get(i));
                String value = old.containsKey(row.key())
                        ? Replacements.made(
                                fitted,
                                table,
                                column,
                                strategies.get(column.name()),
                                old.get(row.key()).get(i),
                                columnHash)
                        : null;
                key.append(", \"")
                        .append(names.get(i))
                        .append("\": ")
                        .append(value == null ? "null" : TextNode.valueOf(value));
            }
            keys.add(key.append('}').toString());
        }
        execute(
                fitted.dialect().update(table.name(), fitted.keyColumns(table), sets, names),
                List.of(),
                RowSql.array(fitted, keys),
                rows.size());
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
        columns.forEach(column -> shown.append(", ").append(fitted.dialect().text("t." + TableName.quote(column))));
        String sql = "SELECT " + RowSql.keyText(fitted, table, "t") + shown + " FROM " + RowSql.named(fitted, table);
        Map<String, List<String>> values = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(
                    1, RowSql.array(fitted, rows.stream().map(PersonRow::key).toList()));
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
                    fitted.dialect().delete(table.name(), fitted.keyColumns(table)),
                    List.of(),
                    RowSql.array(fitted, rows.stream().map(PersonRow::key).toList()),
                    rows.size());
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
        values.forEach((name, value) -> {
            CatalogueColumn column = fitted.column(table, name);
            conditions.add(
                    value == null
                            ? "t." + TableName.quote(name) + " IS NULL"
                            : fitted.dialect().equal(column));
            if (value != null) {
                parameters.add(
                        fitted.dialect().value(column, value, fitted.mapping().zone()));
            }
        });
        return matching(table, rows, String.join(" AND ", conditions), parameters);
    }

    /** Those of the rows whose column says something else. */
    List<PersonRow> differing(MappedTable table, List<PersonRow> rows, String column, String value)
            throws SQLException {
        CatalogueColumn found = fitted.column(table, column);
        return rows.isEmpty()
                ? rows
                : matching(
                        table,
                        rows,
                        fitted.dialect().differs(found),
                        List.of(fitted.dialect()
                                .value(found, value, fitted.mapping().zone())));
    }

    private List<PersonRow> matching(MappedTable table, List<PersonRow> rows, String condition, List<String> values)
            throws SQLException {
        String sql = "SELECT " + RowSql.keyText(fitted, table, "t") + " FROM " + RowSql.named(fitted, table) + " WHERE "
                + condition;
        Set<String> keys = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            statement.setString(
                    parameter++,
                    RowSql.array(fitted, rows.stream().map(PersonRow::key).toList()));
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

    private void execute(String sql, List<String> values, String keys, int rows) throws SQLException {
        List<String> parameters = new ArrayList<>(values);
        parameters.add(fitted.dialect().keysComeFirst() ? 0 : values.size(), keys);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fitted.dialect().bind(connection, statement, 1, parameters);
            if (statement.executeUpdate() != rows) {
                throw new CommandRefusedException(CommandRefusedException.ROWS_NOT_CHANGED);
            }
        }
    }
}
