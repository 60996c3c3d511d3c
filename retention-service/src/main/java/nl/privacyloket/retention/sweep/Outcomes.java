package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.retention.sweep.PurgeResults.Kept;
import nl.privacyloket.retention.sweep.PurgeResults.Line;
import nl.privacyloket.retention.sweep.SweepFacts.PurgedCategory;

/** What data systems said that they did. */
@ApplicationScoped
class Outcomes {
    private static final String KEEP = """
            insert into sweep_outcome
                   (command_id, category, organisation, rule, erased, anonymised, restricted, absent, kept)
            values (?, ?, ?, coalesce(?, (
                   select case when count(distinct c.rule) = 1 then min(c.rule) end
                     from sweep_claim c join holding_stream s on s.id = c.stream
                    where c.command_id = ? and s.category = ?)), ?, ?, ?, ?, ?)
            on conflict (command_id, category) do update
               set erased = excluded.erased, anonymised = excluded.anonymised, restricted = excluded.restricted,
                   absent = excluded.absent, kept = excluded.kept
            """;
    private static final String FORGET_KEPT = "delete from sweep_kept where command_id = ?";
    private static final String KEEP_KEPT = """
            insert into sweep_kept (command_id, line, organisation, record, category, reason, kept_rows)
            values (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String CATEGORIES = """
            select category, rule, erased, anonymised, restricted, kept from sweep_outcome
             where command_id = ? order by category
            """;
    private static final String KEPT = "select record, kept_rows, reason from sweep_kept where command_id = ?";

    /** Keeps what was done by category; said again, the later word counts. */
    void keep(Connection connection, SweepCommand command, List<Line> lines) throws SQLException {
        try (var insert = connection.prepareStatement(KEEP)) {
            for (var line : lines) {
                var at = 1;
                insert.setObject(at++, command.commandId());
                insert.setString(at++, line.category());
                insert.setString(at++, command.organisation());
                insert.setString(at++, command.rule());
                insert.setObject(at++, command.commandId());
                insert.setString(at++, line.category());
                insert.setLong(at++, line.erased());
                insert.setLong(at++, line.anonymised());
                insert.setLong(at++, line.restricted());
                insert.setLong(at++, line.absent());
                insert.setLong(at, line.kept());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void keepKept(Connection connection, SweepCommand command, List<Kept> kept) throws SQLException {
        try (var delete = connection.prepareStatement(FORGET_KEPT)) {
            delete.setObject(1, command.commandId());
            delete.executeUpdate();
        }
        try (var insert = connection.prepareStatement(KEEP_KEPT)) {
            for (var line = 0; line < kept.size(); line++) {
                var one = kept.get(line);
                insert.setObject(1, command.commandId());
                insert.setInt(2, line);
                insert.setString(3, command.organisation());
                insert.setObject(4, one.index(), Types.INTEGER);
                insert.setString(5, one.category());
                insert.setString(6, one.reason());
                insert.setLong(7, one.rows());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** By category, for the fact about a completed order. */
    List<PurgedCategory> categories(Connection connection, SweepCommand command) throws SQLException {
        try (var query = connection.prepareStatement(CATEGORIES)) {
            query.setObject(1, command.commandId());
            var categories = new ArrayList<PurgedCategory>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    categories.add(new PurgedCategory(
                            rows.getString(1),
                            rows.getString(2),
                            command.action(),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getLong(6)));
                }
            }
            return categories;
        }
    }

    /**
     * What the system said that it kept.
     *
     * @param records places of the records
     * @param uncounted rows that a count leaves out, because of a hold
     * @param counted rows that a count finds
     */
    record KeptSum(Set<Integer> records, long uncounted, long counted) {

        boolean isNothing() {
            return uncounted + counted == 0;
        }
    }

    KeptSum kept(Connection connection, UUID commandId) throws SQLException {
        try (var query = connection.prepareStatement(KEPT)) {
            query.setObject(1, commandId);
            var records = new HashSet<Integer>();
            var uncounted = 0L;
            var counted = 0L;
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var record = rows.getObject(1, Integer.class);
                    if (record != null) {
                        records.add(record);
                    }
                    if ("held".equals(rows.getString(3))) {
                        uncounted += rows.getLong(2);
                    } else {
                        counted += rows.getLong(2);
                    }
                }
            }
            return new KeptSum(records, uncounted, counted);
        }
    }
}
