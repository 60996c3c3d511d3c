package nl.privacyloket.retention.hold;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.retention.date.Moments;
import nl.privacyloket.retention.rule.WireName;

/** The tables of holds. Each method runs in the transaction of its connection. */
final class HoldRows {
    private static final String RAISE_EPOCH = """
            insert into hold_epoch (organisation, epoch) values (?, 1)
            on conflict (organisation) do update set epoch = hold_epoch.epoch + 1
            returning epoch
            """;
    private static final String EPOCH = "select epoch from hold_epoch where organisation = ?";
    private static final String ENSURE_EPOCH = """
            insert into hold_epoch (organisation, epoch) values (?, 0) on conflict do nothing
            """;
    private static final String INSERT = """
            insert into hold (hold_id, organisation, reason, by_subject, identifiers, system, category, note, request_id,
                              until, epoch, placed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_SUBJECTS = """
            insert into hold_subject (hold_id, subject, organisation) select ?, unnest(?::bytea[]), ?
            """;
    private static final String COLUMNS = """
            hold_id, organisation, reason, by_subject, identifiers, system, category, note, request_id, until, epoch,
            placed_at, lifted_at, ended_at""";
    private static final String IN_FORCE = "select " + COLUMNS + """

              from hold
             where organisation = ? and lifted_at is null and ended_at is null and (until is null or until >= ?)
             order by hold_id
            """;
    private static final String SUBJECTS_IN_FORCE = """
            select held.hold_id, held.subject
              from hold_subject held join hold using (hold_id)
             where hold.organisation = ? and hold.lifted_at is null and hold.ended_at is null
               and (hold.until is null or hold.until >= ?)
            """;
    private static final String FIND = "select " + COLUMNS + " from hold where organisation = ? and hold_id = ?";
    private static final String PAGE = "select " + COLUMNS + """

              from hold
             where organisation = ? and (not ? or (lifted_at is null and ended_at is null))
               and (?::text is null or reason = ?)
             order by placed_at desc, hold_id limit ? offset ?
            """;
    private static final String COUNT = """
            select count(*) from hold
             where organisation = ? and (not ? or (lifted_at is null and ended_at is null))
               and (?::text is null or reason = ?)
            """;
    private static final String LIFT = """
            update hold set lifted_at = ?, identifiers = null, note = null
             where hold_id = ? and lifted_at is null and ended_at is null
            """;
    private static final String END = """
            update hold set ended_at = ?, identifiers = null, note = null
             where hold_id = ? and lifted_at is null and ended_at is null
            """;
    private static final String FORGET_SUBJECTS = "delete from hold_subject where hold_id = ?";
    private static final String OF_REQUEST = "select " + COLUMNS + """

              from hold
             where request_id = ? and reason = ? and lifted_at is null and ended_at is null
             order by hold_id for update
            """;
    private static final String PAST = "select " + COLUMNS + """

              from hold
             where organisation = ? and until < ? and lifted_at is null and ended_at is null
             order by hold_id limit ? for update skip locked
            """;
    private static final String WITH_LAST_DAY = """
            select distinct organisation from hold
             where until is not null and lifted_at is null and ended_at is null
            """;

    private HoldRows() {}

    /** One row; what is encrypted stays so. */
    record Row(
            Hold hold,
            byte[] identifiers,
            byte[] note,
            UUID requestId,
            Instant placedAt,
            Instant liftedAt,
            Instant endedAt) {

        boolean hasEnded() {
            return liftedAt != null || endedAt != null;
        }

        @Override
        public String toString() {
            return "Row[" + hold.holdId() + "]";
        }
    }

    /** Raises the organisation's epoch: whoever redeems a permit there waits until this transaction has ended. */
    static long raiseEpoch(Connection connection, String organisation) throws SQLException {
        try (var statement = connection.prepareStatement(RAISE_EPOCH)) {
            statement.setString(1, organisation);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The epoch of now; 0 while nothing was ever held. */
    static long epoch(Connection connection, String organisation) throws SQLException {
        return epoch(connection, organisation, EPOCH);
    }

    /** The epoch, which stays as it is until this transaction ends. */
    static long shareEpoch(Connection connection, String organisation) throws SQLException {
        try (var statement = connection.prepareStatement(ENSURE_EPOCH)) {
            statement.setString(1, organisation);
            statement.executeUpdate();
        }
        return epoch(connection, organisation, EPOCH + " for share");
    }

    private static long epoch(Connection connection, String organisation, String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, organisation);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static void insert(Connection connection, Row row, Set<ByteBuffer> subjects) throws SQLException {
        var hold = row.hold();
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, hold.holdId());
            statement.setString(2, hold.organisation());
            statement.setString(3, hold.reason().wireName());
            statement.setBoolean(4, hold.bySubject());
            statement.setBytes(5, row.identifiers());
            statement.setString(6, hold.system());
            statement.setString(7, hold.category());
            statement.setBytes(8, row.note());
            statement.setObject(9, row.requestId());
            statement.setObject(10, hold.until());
            statement.setLong(11, hold.epoch());
            statement.setObject(12, row.placedAt().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
        if (subjects.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(INSERT_SUBJECTS)) {
            statement.setObject(1, hold.holdId());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", subjects.stream().map(ByteBuffer::array).toArray(byte[][]::new)));
            statement.setString(3, hold.organisation());
            statement.executeUpdate();
        }
    }

    static List<Row> inForce(Connection connection, String organisation, LocalDate on) throws SQLException {
        return rows(connection, IN_FORCE, organisation, on);
    }

    static Map<UUID, Set<ByteBuffer>> subjectsInForce(Connection connection, String organisation, LocalDate on)
            throws SQLException {
        Map<UUID, Set<ByteBuffer>> subjects = new LinkedHashMap<>();
        try (var query = connection.prepareStatement(SUBJECTS_IN_FORCE)) {
            query.setString(1, organisation);
            query.setObject(2, on);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    subjects.computeIfAbsent(rows.getObject(1, UUID.class), none -> new HashSet<>())
                            .add(ByteBuffer.wrap(rows.getBytes(2)));
                }
            }
        }
        return subjects;
    }

    static Optional<Row> find(Connection connection, String organisation, UUID holdId) throws SQLException {
        return rows(connection, FIND, organisation, holdId).stream().findFirst();
    }

    static List<Row> page(
            Connection connection, String organisation, boolean current, String reason, int size, long offset)
            throws SQLException {
        return rows(connection, PAGE, organisation, current, reason, reason, size, offset);
    }

    static long count(Connection connection, String organisation, boolean current, String reason) throws SQLException {
        try (var query = connection.prepareStatement(COUNT)) {
            bind(query, organisation, current, reason, reason);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Those of a request, locked. */
    static List<Row> ofRequest(Connection connection, UUID requestId, HoldReason reason) throws SQLException {
        return rows(connection, OF_REQUEST, requestId, reason.wireName());
    }

    /** Those whose last day has passed, locked; without those that somebody else has in hand. */
    static List<Row> past(Connection connection, String organisation, LocalDate today, int most) throws SQLException {
        return rows(connection, PAST, organisation, today, most);
    }

    /** Organisations with a hold that ends by itself one day. */
    static List<String> organisationsWithLastDay(Connection connection) throws SQLException {
        List<String> organisations = new ArrayList<>();
        try (var query = connection.prepareStatement(WITH_LAST_DAY);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                organisations.add(rows.getString(1));
            }
        }
        return organisations;
    }

    /** @return whether it was in force */
    static boolean lift(Connection connection, UUID holdId, Instant now) throws SQLException {
        return finish(connection, LIFT, holdId, now);
    }

    /** @return whether it was in force */
    static boolean end(Connection connection, UUID holdId, Instant now) throws SQLException {
        return finish(connection, END, holdId, now);
    }

    private static boolean finish(Connection connection, String update, UUID holdId, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(update)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setObject(2, holdId);
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        try (var statement = connection.prepareStatement(FORGET_SUBJECTS)) {
            statement.setObject(1, holdId);
            statement.executeUpdate();
        }
        return true;
    }

    private static List<Row> rows(Connection connection, String sql, Object... parameters) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (var query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
        }
        return found;
    }

    private static void bind(PreparedStatement query, Object... parameters) throws SQLException {
        for (var at = 0; at < parameters.length; at++) {
            query.setObject(at + 1, parameters[at]);
        }
    }

    private static Row row(ResultSet rows) throws SQLException {
        var hold = new Hold(
                rows.getObject("hold_id", UUID.class),
                rows.getString("organisation"),
                WireName.parse(HoldReason.class, rows.getString("reason")),
                rows.getBoolean("by_subject"),
                rows.getString("system"),
                rows.getString("category"),
                rows.getObject("until", LocalDate.class),
                rows.getLong("epoch"));
        return new Row(
                hold,
                rows.getBytes("identifiers"),
                rows.getBytes("note"),
                rows.getObject("request_id", UUID.class),
                Moments.of(rows, "placed_at"),
                Moments.of(rows, "lifted_at"),
                Moments.of(rows, "ended_at"));
    }
}
