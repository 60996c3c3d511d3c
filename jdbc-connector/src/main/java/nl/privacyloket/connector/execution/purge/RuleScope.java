package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nl.privacyloket.connector.dialect.RowAddresses;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.execution.purge.PurgeBatch.Outcome;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.rows.RowSql;

/**
 * All records of a category that started before a day. A pass lists where the due rows are, some ten thousands at a time in
 * the order of their start, and takes them a batch at a time; so a table with an index on its start column is read as far as
 * it is due, one without is read whole for each list and not for each batch, and memory holds addresses of rows alone. A row
 * that moved since is found by the next pass. What others have locked is passed over; a pass that finds nothing else to do is
 * the last one.
 */
final class RuleScope implements PurgeScope {
    /** Batches to a list. */
    private static final int LISTED = 12;
    /** Rows that others add or move behind our back are left to the next command in the end. */
    private static final int PASSES = 8;

    private final FittedMapping fitted;
    private final PurgeAction action;
    private final PurgeBatch batch;
    private final List<DueRows> due;
    private final PurgeRule rule;
    private final Deque<Address> listed = new ArrayDeque<>();
    private int table;
    private int pass;
    private Address last;
    private Address taken;
    private Outcome ofThisPass = Outcome.NOTHING;

    RuleScope(FittedMapping fitted, PurgeChange change, PurgeAction action, HeldPersons held, PurgeRule rule) {
        this.fitted = fitted;
        this.action = action;
        this.batch = new PurgeBatch(fitted, change, action, held);
        this.rule = rule;
        this.due = due(fitted, action, rule);
    }

    /** Tables of records of the category that have a start date, referring ones first. */
    static List<DueRows> due(FittedMapping fitted, PurgeAction action, PurgeRule rule) {
        if (!fitted.mapping().categories().contains(rule.category())) {
            throw new CommandRefusedException(CommandRefusedException.UNKNOWN_CATEGORY);
        }
        List<DueRows> due = fitted.deleteOrder().stream()
                .filter(table -> table.category().equals(rule.category()) && table.startedOn() != null)
                .map(table -> DueRows.of(fitted, table, rule.startedBefore(), action))
                .toList();
        if (due.isEmpty()) {
            throw new CommandRefusedException(CommandRefusedException.NO_START_DATE);
        }
        return due;
    }

    @Override
    public List<String> categories() {
        return List.of(rule.category());
    }

    @Override
    public void begin(PurgeTally tally) {
        tally.forgetKept();
    }

    @Override
    public Portion next(Connection connection, PurgeTally tally, int size) throws SQLException {
        while (listed.isEmpty()) {
            if (table == due.size()) {
                boolean onlyLocked = ofThisPass.changed() == 0 && pass > 0;
                if (ofThisPass.equals(Outcome.NOTHING) || onlyLocked || pass == PASSES) {
                    return Portion.END;
                }
                pass++;
                table = 0;
                ofThisPass = Outcome.NOTHING;
                tally.forgetKept();
            } else if (whyNone(due.get(table).table()) != null) {
                keepAll(connection, tally);
                table++;
            } else {
                list(connection, size * LISTED);
                if (listed.isEmpty()) {
                    table++;
                    last = null;
                }
            }
        }
        DueRows rows = due.get(table);
        List<Seed> seeds = lock(connection, rows, size, tally);
        Outcome outcome = batch.run(connection, rows.table(), seeds, tally);
        ofThisPass = ofThisPass.plus(outcome);
        return outcome.changed() > 0 ? Portion.CHANGED : Portion.UNCHANGED;
    }

    @Override
    public void pause() {
        if (!listed.isEmpty()) {
            listed.clear();
            last = taken;
        }
    }

    private KeptReason whyNone(MappedTable rows) {
        if (!rows.startsBy(rule.trigger())) {
            return KeptReason.NO_START_DATE;
        }
        if (action.isPossible(rows)) {
            return null;
        }
        return action == PurgeAction.RESTRICT ? KeptReason.CANNOT_RESTRICT : KeptReason.CANNOT_ANONYMISE;
    }

    private void keepAll(Connection connection, PurgeTally tally) throws SQLException {
        DueRows rows = due.get(table);
        long count = count(
                connection,
                "SELECT count(*) FROM " + rows.table().name().sql() + " t WHERE " + rows.sql(),
                rows.parameters());
        if (count > 0) {
            tally.keep(null, rule.category(), whyNone(rows.table()), count);
        }
    }

    static long count(Connection connection, String sql, List<Object> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            HeldPersons.bind(connection, statement, 1, parameters);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void list(Connection connection, int size) throws SQLException {
        DueRows rows = due.get(table);
        RowAddresses addresses = addresses(rows);
        List<Object> parameters = new ArrayList<>(rows.parameters());
        String after = last == null ? "" : " AND " + addresses.after(last.startedOn(), last.place(), parameters);
        String sql = "SELECT " + addresses.selected() + " FROM "
                + rows.table().name().sql() + " t WHERE " + rows.sql() + after + " ORDER BY " + addresses.order()
                + " LIMIT " + size;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            HeldPersons.bind(connection, statement, 1, parameters);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    last = new Address(found.getString(1), found.getString(2));
                    listed.add(last);
                }
            }
        }
    }

    private RowAddresses addresses(DueRows rows) {
        return fitted.dialect().addresses(rows.table().name(), fitted.keyColumns(rows.table()), rows.column());
    }

    /** Those of the next listed rows that are still there and still due, and that nobody else uses. */
    private List<Seed> lock(Connection connection, DueRows rows, int size, PurgeTally tally) throws SQLException {
        List<String> places = new ArrayList<>();
        while (!listed.isEmpty() && places.size() < size) {
            taken = listed.poll();
            places.add(taken.place());
        }
        List<Object> parameters = new ArrayList<>();
        String there = addresses(rows).at(places, rows.sql(), rows.parameters(), parameters);
        String sql = "SELECT " + RowSql.keyText(fitted, rows.table(), "t") + " FROM " + there
                + fitted.dialect().lock(RowLock.SKIP, "t");
        List<Seed> seeds = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            HeldPersons.bind(connection, statement, 1, parameters);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    seeds.add(new Seed(found.getString(1), null));
                }
            }
        }
        if (seeds.size() < places.size()) {
            // Others may have moved or deleted some; what is still there was locked.
            long locked = count(connection, "SELECT count(*) FROM " + there, parameters) - seeds.size();
            if (locked > 0) {
                tally.keep(null, rule.category(), KeptReason.LOCKED, locked);
            }
            ofThisPass = ofThisPass.plus(new Outcome(0, places.size() - seeds.size()));
        }
        return seeds;
    }

    /** Where a row lies: when it started, and its place or key, which may be personal data. */
    private record Address(String startedOn, String place) {
        @Override
        public String toString() {
            return "Address[…]";
        }
    }
}
