package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.dialect.RefusalCause;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.execution.purge.NamedRecords.Found;
import nl.privacyloket.connector.execution.purge.NamedRecords.Named;
import nl.privacyloket.connector.execution.purge.NamedRecords.State;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;

/** Records that the command names, in an order that is always the same; how many were seen to is in the tally. */
final class RecordsScope implements PurgeScope {
    private final FittedMapping fitted;
    private final PurgeAction action;
    private final NamedRecords records;
    private final List<Named> named;
    private final PurgeBatch batch;

    RecordsScope(
            FittedMapping fitted, PurgeChange change, PurgeAction action, HeldPersons held, List<NamedRecord> records) {
        this.fitted = fitted;
        this.action = action;
        this.records = new NamedRecords(fitted, action);
        this.named = this.records.resolve(records);
        this.batch = new PurgeBatch(fitted, change, action, held);
    }

    @Override
    public List<String> categories() {
        return named.stream().map(Named::category).distinct().toList();
    }

    @Override
    public void begin(PurgeTally tally) {
        // What was seen to stays seen to.
    }

    @Override
    public Portion next(Connection connection, PurgeTally tally, int size) throws SQLException {
        if (tally.handled() >= named.size()) {
            return Portion.END;
        }
        List<Named> portion = named.subList(tally.handled(), Math.min(named.size(), tally.handled() + size));
        int changed = 0;
        for (int i = 0; i < portion.size(); ) {
            MappedTable table = portion.get(i).table();
            int end = i;
            while (end < portion.size() && portion.get(end).table() == table) {
                end++;
            }
            changed += purge(connection, table, portion.subList(i, end), tally);
            i = end;
        }
        tally.handled(portion.size());
        return changed > 0 ? Portion.CHANGED : Portion.UNCHANGED;
    }

    private int purge(Connection connection, MappedTable table, List<Named> some, PurgeTally tally)
            throws SQLException {
        KeptReason reason = table == null ? KeptReason.UNKNOWN_RECORD : whyNone(table);
        if (reason != null) {
            some.forEach(one -> tally.keep(one.index(), one.category(), reason, 1));
            return 0;
        }
        Found found = lock(connection, table, some);
        Map<String, State> used = found.rows().size() + found.unreadable().size() < some.size()
                ? new LinkedHashMap<>(
                        records.find(connection, table, some, RowLock.NONE).rows())
                : new LinkedHashMap<>();
        used.keySet().removeAll(found.rows().keySet());
        used.values().forEach(state -> tally.keep(state.index(), table.category(), KeptReason.LOCKED, 1));
        found.unreadable().forEach(index -> tally.keep(index, table.category(), KeptReason.UNKNOWN_RECORD, 1));
        List<Seed> seeds = new ArrayList<>();
        found.rows().forEach((key, state) -> {
            if (state.pending()) {
                seeds.add(new Seed(key, state.index()));
            }
        });
        int absent = some.size() - found.unreadable().size() - used.size() - seeds.size();
        if (absent > 0) {
            tally.absent(table.category(), absent);
        }
        return batch.run(connection, table, seeds, tally).changed();
    }

    /** Waits a while for what others use, and goes on without it. */
    private Found lock(Connection connection, MappedTable table, List<Named> some) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Found found = records.find(connection, table, some, RowLock.WAIT);
            connection.releaseSavepoint(before);
            return found;
        } catch (SQLException e) {
            if (fitted.dialect().cause(e) != RefusalCause.LOCKED) {
                throw e;
            }
            connection.rollback(before);
            return records.find(connection, table, some, RowLock.SKIP);
        }
    }

    private KeptReason whyNone(MappedTable table) {
        if (fitted.mapping().isPart(table)) {
            return KeptReason.UNSUPPORTED;
        }
        if (action.isPossible(table)) {
            return null;
        }
        return action == PurgeAction.RESTRICT ? KeptReason.CANNOT_RESTRICT : KeptReason.CANNOT_ANONYMISE;
    }
}
