package nl.privacyloket.messaging.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import nl.privacyloket.messaging.database.MessagingDatabase;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.trace.TraceContext;

/** Takes events that become true when the running transaction commits. */
public final class Outbox {
    /** Few enough to fit the server's lock table however many events one transaction appends. */
    private static final int KEY_BUCKETS = 512;

    /**
     * Appends events in the running transaction.
     *
     * @param connection inside a transaction
     * @throws IllegalStateException when no transaction is running: an event must not be able to outlive a roll-back
     */
    public void append(Connection connection, List<OutgoingEvent> events) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("an event is appended in a transaction or not at all");
        }
        if (events.isEmpty()) {
            return;
        }
        MessagingDatabase.of(connection)
                .append(connection, events, buckets(events), Objects.requireNonNullElse(TraceContext.current(), ""));
    }

    /*
     * Ids are handed out at insertion, not at commit. The lock lets a second transaction append to the same key only
     * after the first has ended, so within a key the order of ids is the order of commits. Buckets are locked in
     * ascending order, so that two transactions with several keys cannot wait for each other here.
     */
    private static List<Integer> buckets(List<OutgoingEvent> events) {
        return events.stream()
                .map(event -> Math.floorMod((event.topic() + '\n' + event.key()).hashCode(), KEY_BUCKETS))
                .distinct()
                .sorted()
                .toList();
    }
}
