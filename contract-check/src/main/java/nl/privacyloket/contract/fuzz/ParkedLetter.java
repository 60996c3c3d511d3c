package nl.privacyloket.contract.fuzz;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.event.IncomingEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sets an event of an organisation aside that nobody can handle, as its consumer would: for calls about dead letters. */
public final class ParkedLetter {
    private ParkedLetter() {}

    /** The id of a new dead letter. */
    public static String of(String organisation, DeadLetters letters, DataSource dataSource) {
        String event = UUID.randomUUID().toString();
        Instant now = Instant.now();
        byte[] data = "{}".getBytes(StandardCharsets.UTF_8);
        String topic = "privacyloket.nothing.v1";
        long offset = UUID.randomUUID().getMostSignificantBits() >>> 1;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            letters.park(
                    connection,
                    "nothing",
                    new ConsumerRecord<>(topic, 0, offset, event, data),
                    new IncomingEvent(
                            event,
                            "nl.privacyloket.nothing.happened.v1",
                            "request-service",
                            organisation,
                            now,
                            topic,
                            event,
                            null,
                            data),
                    "unknown-type",
                    null,
                    1,
                    now);
            connection.commit();
            try (ResultSet row =
                    statement.executeQuery("select id from dead_letter where event_id = '" + event + "'")) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
