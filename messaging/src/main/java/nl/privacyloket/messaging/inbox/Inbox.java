package nl.privacyloket.messaging.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.privacyloket.messaging.database.MessagingDatabase;

/** Remembers which events took effect. */
public final class Inbox {
    private Inbox() {}

    /**
     * Notes an event in the running transaction.
     *
     * @return false when it was noted before: it has taken effect, and is not to do so again
     */
    public static boolean noteFirst(Connection connection, String channel, String source, String eventId, Instant now)
            throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into inbox (channel, source, event_id, handled_at) values (?, ?, ?, ?)"
                        + database.unlessThere())) {
            insert.setString(1, channel);
            insert.setString(2, source);
            insert.setString(3, eventId);
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            return database.inserted(insert);
        }
    }

    /**
     * Forgets what was handled before a moment, which must lie further back than any topic keeps its records.
     *
     * @return how many were forgotten
     */
    public static int forgetBefore(Connection connection, Instant moment) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from inbox where handled_at < ?")) {
            delete.setObject(1, moment.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }
}
