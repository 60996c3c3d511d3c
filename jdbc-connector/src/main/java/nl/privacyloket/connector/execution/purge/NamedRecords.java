package nl.privacyloket.connector.execution.purge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.dialect.JoinedColumn;
import nl.privacyloket.connector.dialect.RefusalCause;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.rows.RowSql;

/** Records by name: which table and key each name means, and which of them are there. */
final class NamedRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FittedMapping fitted;
    private final PurgeAction action;

    NamedRecords(FittedMapping fitted, PurgeAction action) {
        this.fitted = fitted;
        this.action = action;
    }

    /** What the names mean, referring tables first, names that mean nothing at the end. */
    List<Named> resolve(List<NamedRecord> records) {
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            named.add(resolve(records.get(i), i));
        }
        named.sort(Comparator.comparingInt((Named one) -> one.table() == null
                        ? Integer.MAX_VALUE
                        : fitted.deleteOrder().indexOf(one.table()))
                .thenComparingInt(Named::index));
        return named;
    }

    private Named resolve(NamedRecord record, int index) {
        int colon = record.recordRef().indexOf(':');
        MappedTable table = colon < 0
                ? null
                : fitted.mapping()
                        .tables()
                        .get(TableName.parse(
                                record.recordRef().substring(0, colon),
                                fitted.mapping().database().schema()));
        if (table == null || !table.category().equals(record.category())) {
            return new Named(index, record.category(), null, null);
        }
        List<String> columns = fitted.key(table);
        String key = record.recordRef().substring(colon + 1);
        List<String> values = columns.size() == 1 ? List.of(key) : Arrays.asList(key.split(",", -1));
        if (values.size() != columns.size() || values.contains("")) {
            return new Named(index, record.category(), null, null);
        }
        ObjectNode json = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            String value = fitted.dialect()
                    .keyValue(
                            fitted.column(table, columns.get(i)),
                            values.get(i),
                            fitted.mapping().zone())
                    .orElse(null);
            if (value == null) {
                return new Named(index, record.category(), table, null);
            }
            json.put(columns.get(i), value);
        }
        return new Named(index, record.category(), table, json.toString());
    }

    /**
     * Looks for records of one table.
     *
     * @param lock whether they are to be locked for change
     */
    Found find(Connection connection, MappedTable table, List<Named> records, RowLock lock) throws SQLException {
        List<Named> readable =
                records.stream().filter(record -> record.key() != null).toList();
        List<Integer> unreadable = records.stream()
                .filter(record -> record.key() == null)
                .map(Named::index)
                .toList();
        Found none = new Found(Map.of(), unreadable);
        return readable.isEmpty() ? none : none.plus(findReadable(connection, table, readable, lock));
    }

    private Found findReadable(Connection connection, MappedTable table, List<Named> records, RowLock lock)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Found found = new Found(keys(connection, table, records, lock), List.of());
            connection.releaseSavepoint(before);
            return found;
        } catch (SQLException e) {
            if (fitted.dialect().cause(e) != RefusalCause.VALUE) {
                throw e;
            }
            // A key that the column's type cannot be; which one, only trying each of them tells.
            connection.rollback(before);
            if (records.size() == 1) {
                return new Found(Map.of(), List.of(records.get(0).index()));
            }
            int half = records.size() / 2;
            Found first = findReadable(connection, table, records.subList(0, half), lock);
            return first.plus(findReadable(connection, table, records.subList(half, records.size()), lock));
        }
    }

    private Map<String, State> keys(Connection connection, MappedTable table, List<Named> records, RowLock lock)
            throws SQLException {
        Dialect dialect = fitted.dialect();
        List<Object> parameters = new ArrayList<>();
        String pending = DueRows.pending(fitted, table, action, parameters);
        parameters.add(RowSql.array(fitted, records.stream().map(Named::key).toList()));
        String sql =
                "SELECT " + dialect.number() + ", " + RowSql.keyText(fitted, table, "t") + ", " + pending + " FROM "
                        + dialect.numbered(
                                table.name(),
                                fitted.keyColumns(table).stream()
                                        .map(JoinedColumn::ofKey)
                                        .toList())
                        + " ORDER BY 1" + dialect.lock(lock, "t");
        Map<String, State> keys = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            HeldPersons.bind(connection, statement, 1, parameters);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    // A record that is named twice is there once.
                    keys.putIfAbsent(
                            found.getString(2),
                            new State(records.get(found.getInt(1) - 1).index(), found.getBoolean(3)));
                }
            }
        }
        return keys;
    }

    /**
     * @param index position in the command
     * @param category category that the command gives
     * @param table {@code null} when the name means nothing here
     * @param key key as JSON, every value a text; {@code null} when no row of the table can have it
     */
    record Named(int index, String category, MappedTable table, String key) {
        @Override
        public String toString() {
            return "Named[index=" + index + ", table=" + (table == null ? null : table.name()) + "]";
        }
    }

    /**
     * @param index position in the command
     * @param pending whether it is not as asked yet
     */
    record State(int index, boolean pending) {}

    /**
     * @param rows records that are there, by key in the database's own form
     * @param unreadable positions of names whose key is none of the table's
     */
    record Found(Map<String, State> rows, List<Integer> unreadable) {
        Found plus(Found more) {
            Map<String, State> both = new LinkedHashMap<>(rows);
            more.rows.forEach(both::putIfAbsent);
            List<Integer> unreadableBoth = new ArrayList<>(unreadable);
            unreadableBoth.addAll(more.unreadable);
            return new Found(both, unreadableBoth);
        }
    }
}
