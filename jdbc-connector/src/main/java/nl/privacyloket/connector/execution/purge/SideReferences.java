package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.privacyloket.connector.catalogue.ForeignKey;
import nl.privacyloket.connector.catalogue.ForeignKey.OnDelete;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.execution.RowChanges;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.held.HeldPersons.Reach;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.rows.PersonRow;
import nl.privacyloket.connector.rows.PersonRows;
import nl.privacyloket.connector.rows.RowSql;
import nl.privacyloket.connector.rows.TooManyRowsException;

/**
 * Rows that refer to records which are about to be deleted without hanging under them, as an invoice of a customer names
 * the order that it is for. They are not due and stay with whoever they belong to, but empty the columns that refer, where
 * the mapping says that a row which stays can do without ({@code onRetain}). Where it does not, the database refuses.
 */
final class SideReferences {
    private static final int FETCHED = 1_000;

    private final List<Reference> references = new ArrayList<>();

    private SideReferences() {}

    /**
     * Looks for them, and locks them for change.
     *
     * @param limit how many there may be
     * @throws TooManyRowsException when there are more
     */
    static SideReferences find(
            Connection connection, FittedMapping fitted, PersonRows rows, PurgeAction action, int limit)
            throws SQLException {
        SideReferences found = new SideReferences();
        for (MappedTable to : fitted.parentsFirst()) {
            Map<String, PersonRow> due = new LinkedHashMap<>();
            rows.of(to).stream().filter(PurgeFates::isOfASeed).forEach(row -> due.put(row.key(), row));
            if (!due.isEmpty() && action.deletes(to)) {
                for (ForeignKey key : fitted.sideReferencesTo(to)) {
                    found.read(connection, fitted, key, due, limit);
                }
            }
        }
        return found;
    }

    private void read(
            Connection connection, FittedMapping fitted, ForeignKey key, Map<String, PersonRow> due, int limit)
            throws SQLException {
        MappedTable from = fitted.mapping().tables().get(key.from());
        MappedTable to = fitted.mapping().tables().get(key.to());
        Set<String> emptied = emptied(from, key);
        // What the database empties by itself is changed all the same, so it has to be known who holds it.
        if (emptied.isEmpty() && key.onDelete() != OnDelete.LET_GO) {
            return;
        }
        List<String> joins = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            joins.add("f." + TableName.quote(key.columns().get(i)) + " = t."
                    + TableName.quote(key.toColumns().get(i)));
        }
        String sql = "SELECT " + RowSql.keyText(fitted, from, "f") + ", " + RowSql.keyText(fitted, to, "t") + " FROM "
                + RowSql.named(fitted, to) + fitted.dialect().thenJoin()
                + from.name().sql() + " f ON "
                + String.join(" AND ", joins) + " ORDER BY 1"
                + fitted.dialect().lock(RowLock.WAIT, "f");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // In portions, so that the limit on rows in memory is one.
            statement.setFetchSize(FETCHED);
            statement.setString(1, RowSql.array(fitted, List.copyOf(due.keySet())));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    references.add(new Reference(from, found.getString(1), due.get(found.getString(2)), emptied));
                    if (references.size() > limit) {
                        throw new TooManyRowsException();
                    }
                }
            }
        }
    }

    private static Set<String> emptied(MappedTable from, ForeignKey key) {
        if (!from.retainable() || key.onDelete() != OnDelete.REFUSE) {
            return Set.of();
        }
        return key.columns().stream()
                .filter(from.onRetain()::nulls)
                // Whose the row is must not be lost on the way.
                .filter(column ->
                        from.parent() == null || !from.parent().columns().contains(column))
                .filter(column -> from.identifiers().values().stream()
                        .noneMatch(identifier -> identifier.column().equals(column)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Keys of the records that stay, because a row that is held would have to let go of them. */
    Set<String> recordsOfHeld(Connection connection, HeldPersons held) throws SQLException {
        Map<MappedTable, Set<String>> keys = new LinkedHashMap<>();
        references.forEach(one ->
                keys.computeIfAbsent(one.from, from -> new LinkedHashSet<>()).add(one.key));
        Map<MappedTable, Set<String>> heldKeys = new HashMap<>();
        for (Map.Entry<MappedTable, Set<String>> table : keys.entrySet()) {
            heldKeys.put(table.getKey(), held.kept(connection, table.getKey(), table.getValue(), Reach.ROW));
        }
        Set<String> records = new HashSet<>();
        for (Reference one : references) {
            if (heldKeys.get(one.from).contains(one.key)) {
                records.add(one.to.record().key());
            }
        }
        return records;
    }

    /** Empties what refers to records that go, unless it goes with them. */
    void letGo(RowChanges changes, PurgeFates fates) throws SQLException {
        Map<MappedTable, Set<String>> going = new HashMap<>();
        Map<MappedTable, Map<Set<String>, Map<String, PersonRow>>> letting = new LinkedHashMap<>();
        for (Reference one : references) {
            Set<String> alsoGoing = going.computeIfAbsent(
                    one.from,
                    table -> fates.going(table).stream().map(PersonRow::key).collect(Collectors.toSet()));
            if (!one.emptied.isEmpty() && fates.goes(one.to) && !alsoGoing.contains(one.key)) {
                letting.computeIfAbsent(one.from, table -> new LinkedHashMap<>())
                        .computeIfAbsent(one.emptied, columns -> new LinkedHashMap<>())
                        .put(one.key, new PersonRow(one.from, one.key, null, null, null, false));
            }
        }
        for (Map.Entry<MappedTable, Map<Set<String>, Map<String, PersonRow>>> table : letting.entrySet()) {
            for (Map.Entry<Set<String>, Map<String, PersonRow>> emptied :
                    table.getValue().entrySet()) {
                Map<String, String> nulls = new LinkedHashMap<>();
                emptied.getKey().forEach(column -> nulls.put(column, null));
                changes.update(table.getKey(), List.copyOf(emptied.getValue().values()), new ColumnChanges(nulls));
            }
        }
    }

    /**
     * @param from table of the row that refers
     * @param key its key as JSON
     * @param to row that it refers to
     * @param emptied columns that it can do without
     */
    private record Reference(MappedTable from, String key, PersonRow to, Set<String> emptied) {
        @Override
        public String toString() {
            return "Reference[" + from.name() + "]";
        }
    }
}
