package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.retention.date.Moments;
import nl.privacyloket.retention.register.SubjectKey;

/**
 * The slices and what arms them. A slice belongs to whoever holds its row's lock, for one batch. While that lock is held
 * nothing is waited for that another owner of a slice or an answer could hold, save the outbox at the very end.
 */
@ApplicationScoped
class Slices {
    private static final String APPEAR = """
            insert into sweep_slice (organisation, system, next_at)
            select organisation, system, ?::timestamptz from (
                   select organisation, id as system from data_system
                   union select organisation, system from holding_stream) known
             where not exists (select from sweep_slice s
                                where s.organisation = known.organisation and s.system = known.system)
            on conflict do nothing
            """;
    private static final String CLAIM = """
            select * from sweep_slice where next_at <= ? order by next_at limit 1 for update skip locked
            """;
    private static final String SAVE = """
            update sweep_slice
               set on_day = ?, cursor_due = ?, cursor_subject = ?, cursor_stream = ?, cursor_ref = ?, held = ?,
                   next_at = ?, awaits_answer = ?
             where organisation = ? and system = ?
            """;
    private static final String GO_ON = """
            update sweep_slice set next_at = ?, awaits_answer = false
             where organisation = ? and system = ? and awaits_answer
            """;
    private static final String PUT_OFF = """
            update sweep_slice set next_at = ?, awaits_answer = false where organisation = ? and system = ?
            """;
    private static final String ARM = """
            insert into sweep_arming (organisation, system, anew) values (?, ?, ?)
            """;
    private static final String TAKE_ARMINGS = """
            delete from sweep_arming where arming_id in (
                   select arming_id from sweep_arming order by arming_id limit 1000 for update skip locked)
            returning organisation, system, anew
            """;
    private static final String ARMED = """
            select organisation, system from sweep_slice
             where organisation = ? and (?::text is null or system = ?)
             order by organisation, system for update
            """;
    private static final String FROM_THE_BEGINNING = """
            update sweep_slice
               set cursor_due = null, cursor_subject = null, cursor_stream = null, cursor_ref = null, held = 0,
                   next_at = ?, awaits_answer = false
             where organisation = ? and system = ?
            """;
    private static final String HELD = """
            select held from sweep_slice where organisation = ? and system = ? and on_day = ?
            """;

    /**
     * @param system {@code null} for each of the organisation's
     * @param anew also what was given up or kept today
     */
    record Arming(String organisation, String system, boolean anew) {}

    /** Makes slices for systems that have none yet. */
    void appear(Connection connection, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement(APPEAR)) {
            insert.setObject(1, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** The slice that has waited longest and that nobody else works at, locked; empty when there is nothing to do now. */
    Optional<Slice> claim(Connection connection, Instant now) throws SQLException {
        try (var query = connection.prepareStatement(CLAIM)) {
            query.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (var row = query.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private static Slice read(ResultSet row) throws SQLException {
        var due = row.getObject("cursor_due", LocalDate.class);
        var cursor = due == null
                ? null
                : new Cursor(
                        due,
                        SubjectKey.of(row.getBytes("cursor_subject")),
                        row.getInt("cursor_stream"),
                        row.getString("cursor_ref"));
        return new Slice(
                new SliceKey(row.getString("organisation"), row.getString("system")),
                row.getObject("on_day", LocalDate.class),
                cursor,
                row.getLong("held"),
                Moments.of(row, "next_at"),
                row.getBoolean("awaits_answer"));
    }

    void save(Connection connection, Slice slice) throws SQLException {
        try (var update = connection.prepareStatement(SAVE)) {
            update.setObject(1, slice.day());
            place(update, slice.cursor());
            update.setLong(6, slice.held());
            update.setObject(7, slice.nextAt().atOffset(ZoneOffset.UTC));
            update.setBoolean(8, slice.awaitsAnswer());
            update.setString(9, slice.key().organisation());
            update.setString(10, slice.key().system());
            update.executeUpdate();
        }
    }

    private static void place(PreparedStatement update, Cursor cursor) throws SQLException {
        update.setObject(2, cursor == null ? null : cursor.dueOn());
        update.setBytes(3, cursor == null ? null : cursor.subject().bytes());
        update.setObject(4, cursor == null ? null : cursor.stream(), Types.INTEGER);
        update.setString(5, cursor == null ? null : cursor.recordRef());
    }

    /** Lets a slice go on from where it is, if it waits for an answer. */
    void goOn(Connection connection, SliceKey slice, Instant now) throws SQLException {
        setTime(connection, GO_ON, slice, now);
    }

    /** Sets the time at which a slice goes on from where it is, whatever is answered until then. */
    void putOff(Connection connection, SliceKey slice, Instant until) throws SQLException {
        setTime(connection, PUT_OFF, slice, until);
    }

    private static void setTime(Connection connection, String sql, SliceKey slice, Instant at) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setString(2, slice.organisation());
            update.setString(3, slice.system());
            update.executeUpdate();
        }
    }

    /** Asks for a look from the beginning, with the running transaction; waits for nobody. */
    void arm(Connection connection, Arming arming) throws SQLException {
        try (var insert = connection.prepareStatement(ARM)) {
            insert.setString(1, arming.organisation());
            insert.setString(2, arming.system());
            insert.setBoolean(3, arming.anew());
            insert.executeUpdate();
        }
    }

    /** Takes what was asked for and sets the slices that are meant to their beginning. */
    List<Arming> takeArmings(Connection connection, Instant now) throws SQLException {
        var armings = new ArrayList<Arming>();
        try (var delete = connection.prepareStatement(TAKE_ARMINGS);
                var rows = delete.executeQuery()) {
            while (rows.next()) {
                armings.add(new Arming(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
        }
        for (var arming : armings.stream()
                .distinct()
                .sorted(Comparator.comparing(Arming::organisation)
                        .thenComparing(Arming::system, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList()) {
            for (var slice : meant(connection, arming)) {
                fromTheBeginning(connection, slice, now);
            }
        }
        return armings;
    }

    private static List<SliceKey> meant(Connection connection, Arming arming) throws SQLException {
        try (var query = connection.prepareStatement(ARMED)) {
            query.setString(1, arming.organisation());
            query.setString(2, arming.system());
            query.setString(3, arming.system());
            var slices = new ArrayList<SliceKey>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    slices.add(new SliceKey(rows.getString(1), rows.getString(2)));
                }
            }
            return slices;
        }
    }

    private static void fromTheBeginning(Connection connection, SliceKey slice, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(FROM_THE_BEGINNING)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, slice.organisation());
            update.setString(3, slice.system());
            update.executeUpdate();
        }
    }

    /** How many due holdings the look of that day has passed over because of a hold. */
    long held(Connection connection, SliceKey slice, LocalDate day) throws SQLException {
        try (var query = connection.prepareStatement(HELD)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            query.setObject(3, day);
            try (var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
