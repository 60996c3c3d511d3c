package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.connector.dialect.RefusalCause;
import nl.privacyloket.connector.execution.Refusals;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.rows.PersonRows;
import nl.privacyloket.connector.rows.RowCollector;
import nl.privacyloket.connector.rows.RowSession;
import nl.privacyloket.connector.rows.TooManyRowsException;

/**
 * Lets go of a number of records of one table in the running transaction. What the database refuses for one of them stays,
 * and the others go: a batch that fails is tried in halves.
 */
final class PurgeBatch {
    /** Rows under one batch that are in memory at a time; a single record may have more. */
    private static final int ROWS = 20_000;

    private static final Duration WAIT_FOR_A_HALF = Duration.ofMillis(100);

    private final FittedMapping fitted;
    private final RowCollector collector;
    private final PurgeChange change;
    private final PurgeAction action;
    private final HeldPersons held;
    private final Map<TableName, Optional<WholeRecords>> whole = new HashMap<>();

    PurgeBatch(FittedMapping fitted, PurgeChange change, PurgeAction action, HeldPersons held) {
        this.fitted = fitted;
        this.collector = new RowCollector(fitted);
        this.change = change;
        this.action = action;
        this.held = held;
    }

    private Optional<WholeRecords> wholeRecords(MappedTable table) {
        return whole.computeIfAbsent(table.name(), name -> WholeRecords.of(fitted, table, action));
    }

    /** Lets go of records that are locked and are to be treated as {@link PurgeAction#isPossible}. */
    Outcome run(Connection connection, MappedTable table, List<Seed> seeds, PurgeTally tally) throws SQLException {
        Run run = new Run(connection, table, seeds, tally);
        if (!run.wentWhole()) {
            run.attempt(seeds);
        }
        return new Outcome(run.changed, run.busy);
    }

    /**
     * @param changed records that were changed
     * @param busy records that somebody else had locked
     */
    record Outcome(int changed, int busy) {
        static final Outcome NOTHING = new Outcome(0, 0);

        Outcome plus(Outcome more) {
            return new Outcome(changed + more.changed, busy + more.busy);
        }
    }

    private final class Run {
        private final Connection connection;
        private final MappedTable table;
        private final List<Seed> locked;
        private final PurgeTally tally;
        private int changed;
        private int busy;

        Run(Connection connection, MappedTable table, List<Seed> locked, PurgeTally tally) {
            this.connection = connection;
            this.table = table;
            this.locked = locked;
            this.tally = tally;
        }

        /** Whether all of them went without being looked at row by row; if not, everything is as it was. */
        boolean wentWhole() throws SQLException {
            WholeRecords whole = held.isEmpty() ? wholeRecords(table).orElse(null) : null;
            if (whole == null || locked.isEmpty()) {
                return false;
            }
            List<String> keys = locked.stream().map(Seed::key).distinct().toList();
            Savepoint before = connection.setSavepoint();
            boolean gone = false;
            boolean isLocked = false;
            try {
                gone = whole.delete(connection, keys);
            } catch (SQLException e) {
                RefusalCause cause = fitted.dialect().cause(e);
                if (cause == RefusalCause.OTHER) {
                    throw e;
                }
                isLocked = cause == RefusalCause.LOCKED;
            }
            if (!gone) {
                connection.rollback(before);
                if (isLocked) {
                    // It has been waited for.
                    RowSession.waitForLocks(connection, WAIT_FOR_A_HALF);
                }
                return false;
            }
            connection.releaseSavepoint(before);
            changed += locked.size();
            tally.changed(action, table.category(), true, locked.size());
            return true;
        }

        void attempt(List<Seed> seeds) throws SQLException {
            if (seeds.isEmpty()) {
                return;
            }
            Savepoint before = connection.setSavepoint();
            try {
                let(seeds);
                connection.releaseSavepoint(before);
            } catch (TooManyRowsException e) {
                connection.rollback(before);
                halve(seeds);
            } catch (CommandRefusedException e) {
                connection.rollback(before);
                refused(seeds, e.reason());
            } catch (SQLException e) {
                RefusalCause cause = fitted.dialect().cause(e);
                if (cause == RefusalCause.OTHER) {
                    throw e;
                }
                connection.rollback(before);
                if (cause == RefusalCause.LOCKED) {
                    locked(seeds);
                } else {
                    refused(
                            seeds,
                            Refusals.reasonOf(connection, e).orElse(CommandRefusedException.CONSTRAINT_VIOLATED));
                }
            }
        }

        private void let(List<Seed> seeds) throws SQLException {
            List<String> keys = seeds.stream().map(Seed::key).toList();
            int limit = seeds.size() > 1 ? ROWS : Integer.MAX_VALUE;
            PersonRows rows = collector.collect(connection, Map.of(table.name(), keys), true, limit);
            // Only halves may miss one: that which went along with the half before.
            if (seeds == locked && rows.of(table).size() < Set.copyOf(keys).size()) {
                throw new IllegalStateException(
                        "a row of " + table.name() + " is locked and cannot be reached by its key");
            }
            SideReferences references = SideReferences.find(connection, fitted, rows, action, limit);
            // Asked when all of them are locked, so that nobody comes under them meanwhile.
            Map<String, KeptReason> staying = new HashMap<>();
            // A check of records that nobody named leaves out what is held in them and under them, and counts these.
            KeptReason fromAside = seeds.get(0).index() == null ? KeptReason.STILL_REFERENCED : KeptReason.HELD;
            references.recordsOfHeld(connection, held).forEach(key -> staying.put(key, fromAside));
            held.kept(connection, table, keys, action.reach()).forEach(key -> staying.put(key, KeptReason.HELD));
            PurgeFates fates = new PurgeFates(rows, table, action, staying);
            change.make(connection, table, fates, references, action);
            for (Seed seed : seeds) {
                KeptReason reason = fates.keptFor(seed.key());
                if (reason != null) {
                    tally.keep(seed.index(), table.category(), reason, 1);
                } else if (fates.goes(seed.key())) {
                    tally.changed(action, table.category(), action.deletes(table), 1);
                    changed++;
                }
            }
        }

        private void halve(List<Seed> seeds) throws SQLException {
            attempt(seeds.subList(0, seeds.size() / 2));
            attempt(seeds.subList(seeds.size() / 2, seeds.size()));
        }

        private void refused(List<Seed> seeds, String reason) throws SQLException {
            if (seeds.size() > 1) {
                halve(seeds);
                return;
            }
            KeptReason kept = reason.equals(CommandRefusedException.STILL_REFERENCED)
                    ? KeptReason.STILL_REFERENCED
                    : KeptReason.UNSUPPORTED;
            tally.keep(seeds.get(0).index(), table.category(), kept, 1);
        }

        /** A row of the data system's own work is in the way. Waited once for all of them, not again for each half. */
        private void locked(List<Seed> seeds) throws SQLException {
            if (seeds.size() > 1) {
                RowSession.waitForLocks(connection, WAIT_FOR_A_HALF);
                halve(seeds);
            } else {
                tally.keep(seeds.get(0).index(), table.category(), KeptReason.LOCKED, 1);
                busy++;
            }
        }
    }
}
