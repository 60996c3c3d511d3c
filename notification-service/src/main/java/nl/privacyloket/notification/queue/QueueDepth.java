package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * How much is still to be sent.
 *
 * @param waiting messages queued or being sent
 * @param since when the oldest of them was queued; null when there are none
 * @param due when the first of them was or will be due: a deferred one is due at its next attempt; null when there are none
 */
public record QueueDepth(long waiting, Instant since, Instant due) {
    /** What stands there now. */
    public static QueueDepth read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select count(*), min(queued_at), min(next_attempt_at) from message where state in ('queued', 'sending')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new QueueDepth(row.getLong(1), instant(row, 2), instant(row, 3));
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Age of the oldest; zero when there are none. */
    public Duration oldest(Instant now) {
        return between(since, now);
    }

    /** How long the one that is due longest has been so; zero when none is due. */
    public Duration late(Instant now) {
        return between(due, now);
    }

    private static Duration between(Instant from, Instant now) {
        return from == null || from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
    }
}
