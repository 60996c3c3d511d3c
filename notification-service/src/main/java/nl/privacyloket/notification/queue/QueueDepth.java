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
 */
public record QueueDepth(long waiting, Instant since) {
    /** Nothing is to be sent. */
    public static final QueueDepth EMPTY = new QueueDepth(0, null);

    public static QueueDepth read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select count(*), min(queued_at) from message where state in ('queued', 'sending')");
                ResultSet row = select.executeQuery()) {
            row.next();
            OffsetDateTime since = row.getObject(2, OffsetDateTime.class);
            return new QueueDepth(row.getLong(1), since == null ? null : since.toInstant());
        }
    }

    /** Age of the oldest; zero when there are none. */
    public Duration oldest(Instant now) {
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }
}
