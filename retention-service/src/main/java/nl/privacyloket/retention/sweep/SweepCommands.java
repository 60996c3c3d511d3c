package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.retention.date.Moments;
import nl.privacyloket.retention.rule.WireName;
import nl.privacyloket.retention.sweep.SweepCommand.State;

/** The orders in the database. */
@ApplicationScoped
class SweepCommands {
    private static final String INSERT = """
            insert into sweep_command
                   (command_id, organisation, system, on_day, scope, action, categories, records, trigger_kind,
                    started_before, rule, request_id, kept_before, policy_version, state, event_type, data, attempts,
                    issued_at, next_attempt_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'purging', ?, ?, 1, ?, ?)
            """;
    private static final String COUNT_OPEN = """
            select count(*) from sweep_command
             where organisation = ? and system = ? and state in ('purging', 'verifying')
            """;
    private static final String FIND = "select * from sweep_command where command_id = ? or verify_id = ?";
    private static final String DUE = """
            select command_id from sweep_command where next_attempt_at <= ? order by next_attempt_at limit ?
            """;
    private static final String LOCK_DUE = """
            select * from sweep_command where command_id = ? and next_attempt_at <= ? for update skip locked
            """;
    private static final String SENT = """
            update sweep_command
               set state = ?, verify_id = ?, event_type = ?, data = ?, attempts = ?, next_attempt_at = ?,
                   order_attempts = case when verify_id is null then attempts else order_attempts end,
                   executed_at = coalesce(executed_at, ?)
             where command_id = ?
            """;
    private static final String FAILING = """
            update sweep_command set last_failure = ?, next_attempt_at = ? where command_id = ?
            """;
    private static final String ENDED = """
            update sweep_command
               set state = ?, closed = closed or again or ?, last_failure = ?, next_attempt_at = null,
                   data = case when ? = 'failed' then data end, verified_at = ?,
                   executed_at = coalesce(executed_at, ?)
             where command_id = ?
            """;
    private static final String STOPPED = """
            update sweep_command set stopped_at = greatest(stopped_at, ?) where command_id = ?
            """;
    private static final String AGAIN = """
            update sweep_command set again = true
             where organisation = ? and (?::text is null or system = ?) and not closed
               and state in ('purging', 'verifying')
            """;
    private static final String LET_GO = """
            with released as (delete from sweep_claim where command_id = ?)
            insert into sweep_arming (organisation, system, anew)
            select organisation, system, false from sweep_command where command_id = ?
            """;
    private static final String IS_AGAIN = "select again from sweep_command where command_id = ?";
    /** Answers lock their command: one that is being answered right now is left for the next time. */
    private static final String CLOSE = """
            update sweep_command set closed = true, data = null, next_attempt_at = null
             where command_id in (
                   select command_id from sweep_command c
                    where organisation = ? and (?::text is null or system = ?) and not closed
                      and state in ('done', 'failed')
                      and (not ? or state = 'failed'
                           or exists (select from sweep_kept k where k.command_id = c.command_id))
                    order by command_id for update skip locked)
            returning command_id
            """;

    private static final String CLOSE_BEFORE = """
            update sweep_command set closed = true, data = null, next_attempt_at = null
             where command_id in (
                   select command_id from sweep_command
                    where organisation = ? and system = ? and not closed
                      and state in ('done', 'failed') and on_day < ?
                    order by command_id for update skip locked)
            returning command_id
            """;

    void insert(
            Connection connection,
            NewOrder order,
            SliceKey slice,
            LocalDate day,
            int policyVersion,
            String eventType,
            byte[] data,
            Instant now,
            Instant awaitedUntil)
            throws SQLException {
        var limit = order.limit();
        try (var insert = connection.prepareStatement(INSERT)) {
            var at = 1;
            insert.setObject(at++, order.commandId());
            insert.setString(at++, slice.organisation());
            insert.setString(at++, slice.system());
            insert.setObject(at++, day);
            insert.setString(at++, order.scope().wireName());
            insert.setString(at++, order.action().wireName());
            insert.setArray(
                    at++, connection.createArrayOf("text", order.categories().toArray()));
            insert.setInt(at++, order.items().size());
            insert.setString(at++, limit == null ? null : limit.trigger().wireName());
            insert.setObject(at++, limit == null ? null : limit.startedBefore());
            insert.setString(at++, limit == null ? null : limit.ruleId());
            insert.setObject(at++, order.requestId());
            insert.setObject(at++, order.keptBefore());
            insert.setInt(at++, policyVersion);
            insert.setString(at++, eventType);
            insert.setBytes(at++, data);
            insert.setObject(at++, utc(now));
            insert.setObject(at, utc(awaitedUntil));
            insert.executeUpdate();
        }
    }

    int countOpen(Connection connection, SliceKey slice) throws SQLException {
        try (var query = connection.prepareStatement(COUNT_OPEN)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** By its own id or that of its verification, locked if wanted. */
    Optional<SweepCommand> find(Connection connection, UUID commandOrVerifyId, boolean locked) throws SQLException {
        try (var query = connection.prepareStatement(locked ? FIND + " for update" : FIND)) {
            query.setObject(1, commandOrVerifyId);
            query.setObject(2, commandOrVerifyId);
            return first(query.executeQuery());
        }
    }

    List<UUID> due(Connection connection, Instant now, int atMost) throws SQLException {
        try (var query = connection.prepareStatement(DUE)) {
            query.setObject(1, utc(now));
            query.setInt(2, atMost);
            return ids(query.executeQuery());
        }
    }

    /** Empty when it is no longer due or somebody else has it in hand. */
    Optional<SweepCommand> lockIfDue(Connection connection, UUID commandId, Instant now) throws SQLException {
        try (var query = connection.prepareStatement(LOCK_DUE)) {
            query.setObject(1, commandId);
            query.setObject(2, utc(now));
            return first(query.executeQuery());
        }
    }

    /** Notes what was sent last; the order itself, or the question whether it is gone. */
    void sent(
            Connection connection,
            SweepCommand command,
            State state,
            UUID verifyId,
            String eventType,
            byte[] data,
            int attempts,
            Instant awaitedUntil,
            Instant executedAt)
            throws SQLException {
        try (var update = connection.prepareStatement(SENT)) {
            update.setString(1, state.wireName());
            update.setObject(2, verifyId);
            update.setString(3, eventType);
            update.setBytes(4, data);
            update.setInt(5, attempts);
            update.setObject(6, utc(awaitedUntil));
            update.setObject(7, utc(executedAt));
            update.setObject(8, command.commandId());
            update.executeUpdate();
        }
    }

    /** It failed, and is sent again at that time. */
    void failing(Connection connection, SweepCommand command, String reason, Instant again) throws SQLException {
        try (var update = connection.prepareStatement(FAILING)) {
            update.setString(1, reason);
            update.setObject(2, utc(again));
            update.setObject(3, command.commandId());
            update.executeUpdate();
        }
    }

    /**
     * Nothing is awaited any more. What failed keeps what was sent, for an answer that comes late.
     *
     * @param closed whether what is left of it may be ordered anew at once
     */
    void ended(
            Connection connection,
            SweepCommand command,
            State state,
            boolean closed,
            String failure,
            Instant verifiedAt,
            Instant executedAt)
            throws SQLException {
        try (var update = connection.prepareStatement(ENDED)) {
            update.setString(1, state.wireName());
            update.setBoolean(2, closed);
            update.setString(3, failure);
            update.setString(4, state.wireName());
            update.setObject(5, utc(verifiedAt));
            update.setObject(6, utc(executedAt));
            update.setObject(7, command.commandId());
            update.executeUpdate();
        }
        lookAgain(connection, command.commandId());
    }

    /** It is not through, and had stopped by then; it may still go on. */
    void stopped(Connection connection, SweepCommand command, Instant at) throws SQLException {
        try (var update = connection.prepareStatement(STOPPED)) {
            update.setObject(1, utc(at));
            update.setObject(2, command.commandId());
            update.executeUpdate();
        }
    }

    /** What was asked for while the order was under way: what it left is free, and looked at from the beginning. */
    private static void lookAgain(Connection connection, UUID commandId) throws SQLException {
        try (var query = connection.prepareStatement(IS_AGAIN)) {
            query.setObject(1, commandId);
            try (var row = query.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    return;
                }
            }
        }
        try (var release = connection.prepareStatement(LET_GO)) {
            release.setObject(1, commandId);
            release.setObject(2, commandId);
            release.executeUpdate();
        }
    }

    /** What is under way is looked at again when it has ended: it may leave what may go by now. */
    void again(Connection connection, String organisation, String system) throws SQLException {
        try (var update = connection.prepareStatement(AGAIN)) {
            update.setString(1, organisation);
            update.setString(2, system);
            update.setString(3, system);
            update.executeUpdate();
        }
    }

    /**
     * Closes what has ended, so that what is left of it may be ordered anew.
     *
     * @param system {@code null} for each of the organisation's
     * @param somethingLeft only those that left something
     * @return what was closed
     */
    List<UUID> close(Connection connection, String organisation, String system, boolean somethingLeft)
            throws SQLException {
        try (var update = connection.prepareStatement(CLOSE)) {
            update.setString(1, organisation);
            update.setString(2, system);
            update.setString(3, system);
            update.setBoolean(4, somethingLeft);
            return ids(update.executeQuery());
        }
    }

    /**
     * Closes what has ended of earlier days, so that what is left of it may be ordered anew.
     *
     * @return what was closed
     */
    List<UUID> closeBefore(Connection connection, SliceKey slice, LocalDate day) throws SQLException {
        try (var update = connection.prepareStatement(CLOSE_BEFORE)) {
            update.setString(1, slice.organisation());
            update.setString(2, slice.system());
            update.setObject(3, day);
            return ids(update.executeQuery());
        }
    }

    private static List<UUID> ids(ResultSet rows) throws SQLException {
        try (rows) {
            var ids = new ArrayList<UUID>();
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    private static Optional<SweepCommand> first(ResultSet rows) throws SQLException {
        try (rows) {
            return rows.next() ? Optional.of(read(rows)) : Optional.empty();
        }
    }

    private static SweepCommand read(ResultSet row) throws SQLException {
        return new SweepCommand(
                row.getObject("command_id", UUID.class),
                row.getObject("verify_id", UUID.class),
                new SliceKey(row.getString("organisation"), row.getString("system")),
                row.getObject("on_day", LocalDate.class),
                WireName.parse(SweepScope.class, row.getString("scope")),
                row.getString("action"),
                List.of((String[]) row.getArray("categories").getArray()),
                row.getInt("records"),
                row.getString("rule"),
                row.getObject("request_id", UUID.class),
                row.getObject("kept_before", LocalDate.class),
                row.getInt("policy_version"),
                State.of(row.getString("state")),
                row.getBoolean("closed"),
                row.getString("event_type"),
                row.getBytes("data"),
                row.getInt("attempts"),
                Moments.of(row, "next_attempt_at"),
                Moments.of(row, "executed_at"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
