package nl.privacyloket.messaging.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** PostgreSQL: advisory locks, arrays, notifications. */
final class PostgresMessaging implements MessagingDatabase {
    static final MessagingDatabase INSTANCE = new PostgresMessaging();

    /*
     * One message to the server: the locks are taken while the rows are put together, and an id is given to a row when all
     * of it is there.
     */
    private static final String APPEND = """
            insert into outbox (event_id, topic, key, type, organisation, time, traceparent, data)
            select event_id, topic, key, type, organisation, time::timestamptz, nullif(traceparent, ''), data
              from (select count(*)
                      from (select pg_advisory_xact_lock(hashtext('outbox ' || current_schema()), bucket)
                              from unnest(?::int[]) with ordinality as wanted(bucket, place) order by place) taken
                   ) as locked,
                   unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                   with ordinality as event(event_id, topic, key, type, organisation, time, traceparent, data, place)
             order by place
            """;

    private PostgresMessaging() {}

    @Override
    public String among(String expression, int values) {
        return expression + " = any (?)";
    }

    @Override
    public String notAmong(String expression, int values) {
        return expression + " <> all (?)";
    }

    @Override
    public int bind(Connection connection, PreparedStatement statement, int at, Collection<?> values)
            throws SQLException {
        boolean numbers = !values.isEmpty() && values.iterator().next() instanceof Long;
        statement.setArray(at, connection.createArrayOf(numbers ? "int8" : "text", values.toArray()));
        return at + 1;
    }

    @Override
    public String unlessThere() {
        return " on conflict do nothing";
    }

    @Override
    public String addingTo(String table, String key, String number) {
        return " on conflict (" + key + ") do update set " + number + " = " + table + "." + number + " + excluded."
                + number;
    }

    @Override
    public boolean inserted(PreparedStatement insert) throws SQLException {
        return insert.executeUpdate() == 1;
    }

    @Override
    public void append(Connection connection, List<OutgoingEvent> events, List<Integer> buckets, String traceparent)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setArray(1, connection.createArrayOf("int4", buckets.toArray()));
            insert.setArray(2, texts(connection, events, event -> event.id().toString()));
            insert.setArray(3, texts(connection, events, OutgoingEvent::topic));
            insert.setArray(4, texts(connection, events, OutgoingEvent::key));
            insert.setArray(5, texts(connection, events, OutgoingEvent::type));
            insert.setArray(6, texts(connection, events, OutgoingEvent::organisation));
            insert.setArray(7, texts(connection, events, event -> event.time()
                    .atOffset(ZoneOffset.UTC)
                    .toString()));
            insert.setArray(8, texts(connection, events, event -> traceparent));
            byte[][] data =
                    events.stream().map(event -> EventJson.write(event.data())).toArray(byte[][]::new);
            insert.setArray(9, connection.createArrayOf("bytea", data));
            insert.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection, List<OutgoingEvent> events, Function<OutgoingEvent, String> attribute)
            throws SQLException {
        return connection.createArrayOf("text", events.stream().map(attribute).toArray());
    }

    @Override
    public boolean becomeActive(Connection connection, String lockName) throws SQLException {
        // A plan that is kept is kept since the table was empty, as it mostly is: it would read all of a backlog for
        // each batch.
        try (PreparedStatement lock = connection.prepareStatement("""
                select case when pg_try_advisory_lock(hashtextextended(?, 0))
                       then set_config('plan_cache_mode', 'force_custom_plan', false) end
                """)) {
            lock.setString(1, lockName);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getString(1) != null;
            }
        }
    }

    @Override
    public Optional<Bell> listen(Connection connection, String channel) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + session.escapeIdentifier(channel));
        }
        return Optional.of(millis -> {
            PGNotification[] notifications = session.getNotifications(millis);
            return notifications != null && notifications.length > 0;
        });
    }

    @Override
    public OptionalLong lastId(Connection connection, String table) throws SQLException {
        // Who may insert need not be allowed to look at the sequence.
        try (PreparedStatement select = connection.prepareStatement("""
                select case when has_sequence_privilege(ids, 'SELECT') then coalesce(pg_sequence_last_value(ids), 0) end
                from (select pg_get_serial_sequence(?, 'id')::regclass) as sequence(ids)
                """)) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long lastId = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(lastId);
            }
        }
    }

    @Override
    public long transactionsUntilNow(Connection connection) throws SQLException {
        // The xmax of a snapshot would not do: transactions that run may have higher numbers.
        return number(connection, "select pg_current_xact_id()::text::bigint");
    }

    @Override
    public long oldestRunning(Connection connection) throws SQLException {
        return number(connection, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    }

    private static long number(Connection connection, String select) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void release(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("unlisten *");
            statement.execute("reset plan_cache_mode");
        }
    }

    @Override
    public void ring(Connection connection, String channel) throws SQLException {
        try (PreparedStatement sound = connection.prepareStatement("select pg_notify(?, '')")) {
            sound.setString(1, channel);
            sound.execute();
        }
    }
}
