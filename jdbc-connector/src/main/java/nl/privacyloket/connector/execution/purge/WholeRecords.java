package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.dialect.JoinedColumn;
import nl.privacyloket.connector.execution.DeferredConstraints;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.rows.RowSql;

/**
 * Records that go whole: a row, and parts directly under it, of which nothing else hangs under or refers to any. They are deleted
 * without being read first, which is most of what letting go of them costs. What is in the way of it, whatever it is, is left to
 * {@link PurgeBatch}, which looks at every row.
 */
final class WholeRecords {
    private final FittedMapping fitted;
    private final MappedTable table;
    private final String delete;
    private final List<Part> parts;

    private WholeRecords(FittedMapping fitted, MappedTable table, List<Part> parts) {
        this.fitted = fitted;
        this.table = table;
        this.delete = fitted.dialect().delete(table.name(), fitted.keyColumns(table));
        this.parts = parts;
    }

    /**
     * @param table the table of the parts
     * @param delete deletes the parts of records, by the keys of these
     * @param find finds what is left of them; empty when the database refuses to delete a record of which something is left
     */
    private record Part(TableName table, String delete, Optional<String> find) {}

    /** Empty when records of the table have to be looked at row by row. */
    static Optional<WholeRecords> of(FittedMapping fitted, MappedTable table, PurgeAction action) {
        if (!isPlain(fitted, table, action)) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (MappedTable child : fitted.deleteOrder()) {
            if (isUnder(child, table)) {
                Optional<Part> part = part(fitted, table, child, action);
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(part.get());
            }
        }
        return Optional.of(new WholeRecords(fitted, table, parts));
    }

    private static boolean isUnder(MappedTable child, MappedTable parent) {
        return child.parent() != null && child.parent().table().equals(parent.name());
    }

    /** Deleted without anything that has to be written over or forgotten beside it, and referred to from above alone. */
    private static boolean isPlain(FittedMapping fitted, MappedTable table, PurgeAction action) {
        return action.deletes(table)
                && table.detach().isEmpty()
                && fitted.sideReferencesTo(table).isEmpty()
                && table.onAnonymise().strategies().values().stream().allMatch(Strategy::isRecognisable)
                && table.onRetain().strategies().values().stream().allMatch(Strategy::isRecognisable);
    }

    private static Optional<Part> part(FittedMapping fitted, MappedTable table, MappedTable child, PurgeAction action) {
        boolean isLeaf = fitted.parentsFirst().stream().noneMatch(below -> isUnder(below, child));
        List<String> key = fitted.key(table);
        if (!isLeaf
                || !isPlain(fitted, child, action)
                || !fitted.mapping().isPart(child)
                || !key.containsAll(child.parent().parentColumns())) {
            return Optional.empty();
        }
        List<JoinedColumn> columns = new ArrayList<>();
        child.parent()
                .join()
                .forEach((own, theirs) ->
                        columns.add(JoinedColumn.toParent(fitted.column(child, own), fitted.column(table, theirs))));
        Dialect dialect = fitted.dialect();
        return dialect.deleteUnder(child.name(), columns)
                .map(delete -> new Part(
                        child.name(),
                        delete,
                        fitted.keepsItsParent(child)
                                ? Optional.empty()
                                : Optional.of(
                                        "SELECT 1 FROM " + dialect.numbered(child.name(), columns) + " LIMIT 1")));
    }

    /**
     * Deletes records that are locked and none of which is held.
     *
     * @return whether all of them went; if not, the caller rolls back to where it was
     * @throws SQLException when the database refuses
     */
    boolean delete(Connection connection, List<String> keys) throws SQLException {
        if (ErasedPersons.keepsAnyOf(connection, parts.stream().map(Part::table).toList())) {
            // Parts are not remembered, unless they were records in an earlier mapping; their keys are wanted to forget
            // them.
            return false;
        }
        String parameter = RowSql.array(fitted, keys);
        boolean[] gone = {true};
        DeferredConstraints.change(connection, () -> {
            for (Part part : parts) {
                execute(connection, part.delete(), parameter);
                // A trigger may keep a row that was to go.
                if (part.find().isPresent()) {
                    gone[0] &= !isThere(connection, part.find().get(), parameter);
                }
            }
            gone[0] &= execute(connection, delete, parameter) == keys.size();
        });
        if (gone[0] && ErasedPersons.keepsAnyOf(connection, List.of(table.name()))) {
            ErasedPersons.release(connection, Map.of(table.name(), keys));
        }
        return gone[0];
    }

    private static int execute(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            return statement.executeUpdate();
        }
    }

    private static boolean isThere(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
