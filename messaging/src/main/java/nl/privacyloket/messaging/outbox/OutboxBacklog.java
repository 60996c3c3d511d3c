package nl.privacyloket.messaging.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * What waits in the outbox.
 *
 * @param events how many
 * @param oldest how long the oldest has been waiting, zero when none waits
 */
public record OutboxBacklog(long events, Duration oldest) {

    /** Reads it at {@code now}. */
    public static OutboxBacklog read(DataSource dataSource, Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select count(*), (select time from outbox order by id limit 1) from outbox");
                ResultSet row = query.executeQuery()) {
            row.next();
            OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
            Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now);
            return new OutboxBacklog(row.getLong(1), age.isNegative() ? Duration.ZERO : age);
        }
    }
}
