package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.sweep.SweepRunView.Failure;
import nl.privacyloket.retention.sweep.SweepRunView.Kept;

/** Reads how far the sweep is. */
@ApplicationScoped
class SweepRuns {
    private static final String SUMS = """
            select coalesce(sum(records), 0),
                   coalesce(sum(records) filter (where state = 'done'), 0),
                   count(*) filter (where state in ('purging', 'verifying'))
              from sweep_command where organisation = ? and system = ? and on_day = ? and state <> 'revoked'
            """;
    private static final String OUTCOMES = """
            select coalesce(sum(o.erased), 0), coalesce(sum(o.anonymised), 0), coalesce(sum(o.restricted), 0)
              from sweep_command c join sweep_outcome o using (command_id)
             where c.organisation = ? and c.system = ? and c.on_day = ?
            """;
    private static final String KEPT = """
            select k.reason, sum(k.kept_rows) from sweep_command c join sweep_kept k using (command_id)
             where c.organisation = ? and c.system = ? and c.on_day = ? and not c.closed
             group by k.reason order by k.reason
            """;
    private static final String FAILED = """
            select command_id, scope, last_failure from sweep_command
             where organisation = ? and system = ? and on_day = ? and state = 'failed'
             order by issued_at, command_id limit 100
            """;
    private static final String HELD = "held";
    /** The data system cannot be told: people have to look after what is due there. */
    private static final String UNSUPPORTED = "unsupported";
    /** More is held than an order can except, so that none is given: holds that have done their work have to be lifted. */
    static final String TOO_MANY_HOLDS = "too-many-holds";

    private final DueHoldings holdings;
    private final Slices slices;
    private final SweptSystems swept;
    private final Holds holds;

    SweepRuns(DueHoldings holdings, Slices slices, SweptSystems swept, Holds holds) {
        this.swept = swept;
        this.holds = holds;
        this.holdings = holdings;
        this.slices = slices;
    }

    private record Sums(long commanded, long done, int open) {}

    /** @param today today at the organisation; what is due is counted on that day alone */
    SweepRunView of(Connection connection, SliceKey slice, LocalDate day, LocalDate today) throws SQLException {
        var sums = sums(connection, slice, day);
        var outcomes = outcomes(connection, slice, day);
        var keptByHold = slices.held(connection, slice, day);
        var due = day.equals(today)
                ? holdings.count(connection, holdings.streams(connection, slice), day) + sums.done()
                : sums.commanded();
        var kept = kept(connection, slice, day, keptByHold);
        if (day.equals(today) && due > 0 && !swept.isAble(slice)) {
            kept.add(new Kept(UNSUPPORTED, due));
        }
        if (day.equals(today)
                && !slice.isRequestFiles()
                && holds.inForce(slice.organisation(), today).isTooMuchFor(slice.system())) {
            kept.add(new Kept(TOO_MANY_HOLDS, due));
        }
        return new SweepRunView(
                slice.system(),
                day,
                due,
                sums.commanded(),
                outcomes[0],
                outcomes[1],
                outcomes[2],
                kept,
                sums.open(),
                failed(connection, slice, day));
    }

    private static Sums sums(Connection connection, SliceKey slice, LocalDate day) throws SQLException {
        try (var query = connection.prepareStatement(SUMS)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            try (var row = query.executeQuery()) {
                row.next();
                return new Sums(row.getLong(1), row.getLong(2), row.getInt(3));
            }
        }
    }

    private static long[] outcomes(Connection connection, SliceKey slice, LocalDate day) throws SQLException {
        try (var query = connection.prepareStatement(OUTCOMES)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            try (var row = query.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
            }
        }
    }

    /** What a data system kept because of a hold, and what was not even ordered because of one, are the same to a reader. */
    private static List<Kept> kept(Connection connection, SliceKey slice, LocalDate day, long notOrdered)
            throws SQLException {
        var kept = new ArrayList<Kept>();
        var held = notOrdered;
        try (var query = connection.prepareStatement(KEPT)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (HELD.equals(rows.getString(1))) {
                        held += rows.getLong(2);
                    } else {
                        kept.add(new Kept(rows.getString(1), rows.getLong(2)));
                    }
                }
            }
        }
        if (held > 0) {
            kept.add(0, new Kept(HELD, held));
        }
        return kept;
    }

    private static List<Failure> failed(Connection connection, SliceKey slice, LocalDate day) throws SQLException {
        try (var query = connection.prepareStatement(FAILED)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            var failed = new ArrayList<Failure>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    failed.add(new Failure(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)));
                }
            }
            return failed;
        }
    }
}
