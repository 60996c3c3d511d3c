package nl.privacyloket.connector.purge;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.execution.purge.PurgeTally;
import nl.privacyloket.messaging.event.EventJson;

/**
 * Purges that are not done: the command as it came, what is sealed still sealed, and what was done of it. Whoever works on one
 * has a run of its own; a worker that was taken for dead finds another run and stops.
 */
public final class PendingPurges {
    private static final String TURN = """
            SELECT command_id, command, attempts + 1, run FROM pending_purge
            WHERE next_attempt_at <= ? AND stopped_at IS NULL
            ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private PendingPurges() {}

    /**
     * Adds a command in the running transaction; one that waits already goes on waiting, and one that was stopped goes on
     * from where it was, as it is sent now.
     */
    public static void add(Connection connection, UUID commandId, byte[] command, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO pending_purge (command_id, command, received_at, next_attempt_at) VALUES (?, ?, ?, ?)"
                        + Dialect.of(connection).orKeep("command"))) {
            insert.setObject(1, commandId);
            insert.setString(2, new String(command, StandardCharsets.UTF_8));
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE pending_purge SET command = ?, attempts = 0,"
                        + " received_at = ?, next_attempt_at = ?, stopped_at = NULL"
                        + " WHERE command_id = ? AND stopped_at IS NOT NULL")) {
            update.setString(1, new String(command, StandardCharsets.UTF_8));
            update.setObject(2, now.atOffset(ZoneOffset.UTC));
            update.setObject(3, now.atOffset(ZoneOffset.UTC));
            update.setObject(4, commandId);
            update.executeUpdate();
        }
    }

    /**
     * Takes the one whose turn it is, for a new run.
     *
     * @param until when another may take it, should this run not be heard of any more
     */
    static Optional<Pending> claim(Connection connection, Instant now, Instant until) throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement(TURN);
                PreparedStatement claim = connection.prepareStatement(
                        "UPDATE pending_purge SET attempts = ?, next_attempt_at = ?, run = ? WHERE command_id = ?")) {
            turn.setObject(1, now.atOffset(ZoneOffset.UTC));
            Pending pending;
            try (ResultSet row = turn.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                pending = new Pending(
                        row.getObject(1, UUID.class),
                        UUID.randomUUID(),
                        row.getObject(4, UUID.class),
                        row.getString(2).getBytes(StandardCharsets.UTF_8),
                        row.getInt(3));
            }
            claim.setInt(1, pending.attempts());
            claim.setObject(2, until.atOffset(ZoneOffset.UTC));
            claim.setObject(3, pending.run());
            claim.setObject(4, pending.commandId());
            claim.executeUpdate();
            return Optional.of(pending);
        }
    }

    /** Locks it and tells what was done; empty when it is done or in another run. */
    static Optional<Progress> lock(Connection connection, Pending pending) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT progress FROM pending_purge WHERE command_id = ? AND run = ? FOR UPDATE")) {
            query.setObject(1, pending.commandId());
            query.setObject(2, pending.run());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String stored = row.getString(1);
                return Optional.of(new Progress(
                        stored == null
                                ? null
                                : EventJson.read(stored.getBytes(StandardCharsets.UTF_8), PurgeTally.Stored.class)));
            }
        }
    }

    /** Notes what was done, which is reason to trust the run for longer. */
    static void note(Connection connection, Pending pending, PurgeTally tally, Instant until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE pending_purge SET progress = ?, attempts = 1, next_attempt_at = ? WHERE command_id = ?")) {
            update.setString(1, new String(EventJson.write(tally.stored()), StandardCharsets.UTF_8));
            update.setObject(2, until.atOffset(ZoneOffset.UTC));
            update.setObject(3, pending.commandId());
            update.executeUpdate();
        }
    }

    static void postpone(Connection connection, Pending pending, Instant until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE pending_purge SET next_attempt_at = ? WHERE command_id = ? AND run = ?")) {
            update.setObject(1, until.atOffset(ZoneOffset.UTC));
            update.setObject(2, pending.commandId());
            update.setObject(3, pending.run());
            update.executeUpdate();
        }
    }

    /** Stops it; what was done of it is kept, in case the same command comes again. */
    static void stop(Connection connection, Pending pending, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE pending_purge SET stopped_at = ?, run = NULL WHERE command_id = ?")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, pending.commandId());
            update.executeUpdate();
        }
    }

    static void remove(Connection connection, Pending pending) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM pending_purge WHERE command_id = ?")) {
            delete.setObject(1, pending.commandId());
            delete.executeUpdate();
        }
    }

    /** How many wait or are worked on. */
    public static long count(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT count(*) FROM pending_purge WHERE stopped_at IS NULL");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * @param run who works on it
     * @param runBefore who did so before; {@code null} when nobody did
     * @param command the event data as they came
     * @param attempts since something was last done of it, the one that begins now included
     */
    record Pending(UUID commandId, UUID run, UUID runBefore, byte[] command, int attempts) {}

    /** @param done what was done; {@code null} when nothing was */
    record Progress(PurgeTally.Stored done) {}
}
