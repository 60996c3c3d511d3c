package nl.privacyloket.connector.upload;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.connector.dialect.Dialect;

/** Access commands that wait for their upload: the command as it came, its subject still sealed. */
public final class PendingUploads {
    private static final String TURN = """
            SELECT command_id, command, received_at, attempts + 1 FROM pending_upload
            WHERE next_attempt_at <= ? ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private PendingUploads() {}

    /** Adds a command in the running transaction; one that waits already goes on waiting. */
    public static void add(Connection connection, UUID commandId, byte[] command, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO pending_upload (command_id, command, received_at, next_attempt_at) VALUES (?, ?, ?, ?)"
                        + Dialect.of(connection).orKeep("command"))) {
            insert.setObject(1, commandId);
            insert.setString(2, new String(command, StandardCharsets.UTF_8));
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /**
     * Takes the one whose turn it is.
     *
     * @param until when another may take it, should this attempt never come to an end
     */
    static Optional<Pending> claim(Connection connection, Instant now, Instant until) throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement(TURN);
                PreparedStatement claim = connection.prepareStatement(
                        "UPDATE pending_upload SET attempts = ?, next_attempt_at = ? WHERE command_id = ?")) {
            turn.setObject(1, now.atOffset(ZoneOffset.UTC));
            Pending pending;
            try (ResultSet row = turn.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                pending = new Pending(
                        row.getObject(1, UUID.class),
                        row.getString(2).getBytes(StandardCharsets.UTF_8),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getInt(4));
            }
            claim.setInt(1, pending.attempts());
            claim.setObject(2, until.atOffset(ZoneOffset.UTC));
            claim.setObject(3, pending.commandId());
            claim.executeUpdate();
            return Optional.of(pending);
        }
    }

    static void postpone(Connection connection, UUID commandId, Instant until) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE pending_upload SET next_attempt_at = ? WHERE command_id = ?")) {
            update.setObject(1, until.atOffset(ZoneOffset.UTC));
            update.setObject(2, commandId);
            update.executeUpdate();
        }
    }

    /** False when somebody else has brought it to its end. */
    static boolean remove(Connection connection, UUID commandId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM pending_upload WHERE command_id = ?")) {
            delete.setObject(1, commandId);
            return delete.executeUpdate() == 1;
        }
    }

    /** How many wait. */
    public static long count(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM pending_upload");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * @param command the event data as they came
     * @param attempts including the one that begins now
     */
    record Pending(UUID commandId, byte[] command, Instant receivedAt, int attempts) {}
}
