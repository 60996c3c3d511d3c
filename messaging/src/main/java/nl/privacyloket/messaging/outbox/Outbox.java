package nl.privacyloket.messaging.outbox;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;

/** Takes events that become true when the running transaction commits. */
public final class Outbox {
    /** Few enough to fit the server's lock table however many events one transaction appends. */
    private static final int KEY_BUCKETS = 512;

    /*
     * Ids are handed out at insertion, not at commit. The lock lets a second transaction append to the same key only
     * after the first has ended, so within a key the order of ids is the order of commits. Buckets are locked in
     * ascending order, so that two transactions with several keys cannot wait for each other here.
     */
    private static final String LOCK_KEYS = """
            select pg_advisory_xact_lock(hashtext('outbox ' || current_schema()), bucket)
              from unnest(?::int[]) with ordinality as wanted(bucket, place) order by place
            """;
    private static final String INSERT = """
            insert into outbox (event_id, topic, key, type, organisation, time, traceparent, data)
            select event_id, topic, key, type, organisation, time::timestamptz, nullif(traceparent, ''), data
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                   with ordinality as event(event_id, topic, key, type, organisation, time, traceparent, data, place)
             order by place
            """;

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
        lockKeys(connection, events);
        insert(connection, events);
    }

    private static void lockKeys(Connection connection, List<OutgoingEvent> events) throws SQLException {
        Integer[] buckets = events.stream()
                .map(event -> Math.floorMod((event.topic() + '\n' + event.key()).hashCode(), KEY_BUCKETS))
                .distinct()
                .sorted()
                .toArray(Integer[]::new);
        try (PreparedStatement lock = connection.prepareStatement(LOCK_KEYS)) {
            lock.setArray(1, connection.createArrayOf("int4", buckets));
            lock.execute();
        }
    }

    private static void insert(Connection connection, List<OutgoingEvent> events) throws SQLException {
        String traceparent = currentTraceparent();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, texts(connection, events, event -> event.id().toString()));
            insert.setArray(2, texts(connection, events, OutgoingEvent::topic));
            insert.setArray(3, texts(connection, events, OutgoingEvent::key));
            insert.setArray(4, texts(connection, events, OutgoingEvent::type));
            insert.setArray(5, texts(connection, events, OutgoingEvent::organisation));
            insert.setArray(6, texts(connection, events, event -> event.time()
                    .atOffset(ZoneOffset.UTC)
                    .toString()));
            insert.setArray(7, texts(connection, events, event -> traceparent));
            byte[][] data =
                    events.stream().map(event -> EventJson.write(event.data())).toArray(byte[][]::new);
            insert.setArray(8, connection.createArrayOf("bytea", data));
            insert.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection, List<OutgoingEvent> events, Function<OutgoingEvent, String> attribute)
            throws SQLException {
        return connection.createArrayOf("text", events.stream().map(attribute).toArray());
    }

    private static String currentTraceparent() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
        return carrier.getOrDefault("traceparent", "");
    }
}
