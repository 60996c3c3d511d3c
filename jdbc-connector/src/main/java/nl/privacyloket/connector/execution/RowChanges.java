package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
