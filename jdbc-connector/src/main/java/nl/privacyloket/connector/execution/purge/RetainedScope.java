package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.execution.purge.PurgeBatch.Outcome;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.rows.RowSql;

/** What an erasure left of one person because a law kept it: as many rows as one person can have. */
final class RetainedScope implements PurgeScope {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final FittedMapping fitted;
    private final PurgeAction action;
    private final PurgeRetained retained;
    private final PurgeBatch batch;
    private int table;
    private String last;

    RetainedScope(
            FittedMapping fitted, PurgeChange change, PurgeAction action, HeldPersons held, PurgeRetained retained) {
        this.fitted = fitted;
        this.action = action;
        this.retained = retained;
        this.batch = new PurgeBatch(fitted, change, action, held);
        requireKnown(fitted, retained);
    }

    static void requireKnown(FittedMapping fitted, PurgeRetained retained) {
        if (!fitted.mapping().categories().containsAll(retained.categories())) {
            throw new CommandRefusedException(CommandRefusedException.UNKNOWN_CATEGORY);
        }
    }

    @Override
    public List<String> categories() {
        return List.copyOf(new TreeSet<>(retained.categories()));
    }

    @Override
    public void begin(PurgeTally tally) {
        tally.forgetKept();
    }

    @Override
    public Portion next(Connection connection, PurgeTally tally, int size) throws SQLException {
        while (table < fitted.deleteOrder().size()) {
            MappedTable rows = fitted.deleteOrder().get(table);
            List<String> keys = retained.categories().contains(rows.category())
                    ? ErasedPersons.retained(
                            connection,
                            retained.requestId(),
                            rows.name(),
                            rows.category(),
                            retained.keptBefore(),
                            last,
                            size)
                    : List.of();
            if (keys.isEmpty()) {
                table++;
                last = null;
            } else {
                last = keys.get(keys.size() - 1);
                return purge(connection, rows, keys, tally) > 0 ? Portion.CHANGED : Portion.UNCHANGED;
            }
        }
        return Portion.END;
    }

    private int purge(Connection connection, MappedTable rows, List<String> keys, PurgeTally tally)
            throws SQLException {
        Map<String, Boolean> there = there(connection, fitted, rows, action, keys, true);
        List<String> gone = keys.stream().filter(key -> !there.containsKey(key)).toList();
        if (!gone.isEmpty()) {
            ErasedPersons.release(connection, Map.of(rows.name(), gone));
            tally.absent(rows.category(), gone.size());
        }
        List<Seed> seeds = new ArrayList<>();
        there.forEach((key, pending) -> {
            if (pending) {
                seeds.add(new Seed(key, null));
            }
        });
        if (!action.isPossible(rows)) {
            if (!seeds.isEmpty()) {
                tally.keep(
                        null,
                        rows.category(),
                        action == PurgeAction.RESTRICT ? KeptReason.CANNOT_RESTRICT : KeptReason.CANNOT_ANONYMISE,
                        seeds.size());
            }
            return 0;
        }
        Outcome outcome = batch.run(connection, rows, seeds, tally);
        if (outcome.busy() > 0) {
            throw new SQLException("retained rows are locked", LOCK_NOT_AVAILABLE);
        }
        return outcome.changed();
    }

    /** Which rows are there, and whether they are not as asked yet. */
    static Map<String, Boolean> there(
            Connection connection,
            FittedMapping fitted,
            MappedTable table,
            PurgeAction action,
            List<String> keys,
            boolean lock)
            throws SQLException {
        List<Object> parameters = new ArrayList<>();
        String pending = DueRows.pending(fitted, table, action, parameters);
        parameters.add(RowSql.array(fitted, keys));
        String named = "SELECT " + RowSql.keyText(fitted, table, "t") + ", " + pending + " FROM "
                + RowSql.named(fitted, table);
        String sql = lock ? named + " ORDER BY 1" + fitted.dialect().lock(RowLock.WAIT, "t") : named;
        Map<String, Boolean> there = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            HeldPersons.bind(connection, statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    there.put(rows.getString(1), rows.getBoolean(2));
                }
            }
        }
        return there;
    }
}
