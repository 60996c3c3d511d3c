package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.execution.purge.NamedRecords.Found;
import nl.privacyloket.connector.execution.purge.NamedRecords.Named;
import nl.privacyloket.connector.execution.purge.PurgeBatch.Outcome;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;

/** Records that the command names, in an order that is always the same; how many were seen to is in the tally. */
final class RecordsScope implements PurgeScope {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

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
        Found found = records.find(connection, table, some, true);
        found.unreadable().forEach(index -> tally.keep(index, table.category(), KeptReason.UNKNOWN_RECORD, 1));
        List<Seed> seeds = new ArrayList<>();
        found.rows().forEach((key, state) -> {
            if (state.pending()) {
                seeds.add(new Seed(key, state.index()));
            }
        });
        int absent = some.size() - found.unreadable().size() - seeds.size();
        if (absent > 0) {
            tally.absent(table.category(), absent);
        }
        Outcome outcome = batch.run(connection, table, seeds, tally);
        if (outcome.busy() > 0) {
            // All or nothing for a portion: its records are counted once.
            throw new SQLException("rows under named records are locked", LOCK_NOT_AVAILABLE);
        }
        return outcome.changed();
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
