package nl.privacyloket.messaging.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;

/**
 * MariaDB, in a session that quotes names in double quotes. Locks of keys are rows; nobody can tell that something was
 * committed, so a relay looks several times a second.
 */
final class MariaMessaging implements MessagingDatabase {
    static final MessagingDatabase INSTANCE = new MariaMessaging();

    private static final int DUPLICATE = 1062;

    private MariaMessaging() {}

    @Override
    public String among(String expression, int values) {
        return values == 0 ? "false" : expression + " in (" + places(values) + ")";
    }

    @Override
    public String notAmong(String expression, int values) {
        return values == 0 ? "true" : expression + " not in (" + places(values) + ")";
    }

    private static String places(int values) {
        return String.join(", ", Collections.nCopies(values, "?"));
    }

    @Override
    public int bind(Connection connection, PreparedStatement statement, int at, Collection<?> values)
            throws SQLException {
        int position = at;
        for (Object value : values) {
            statement.setObject(position++, value);
        }
        return position;
    }

    @Override
    public String unlessThere() {
        return "";
    }

    @Override
    public String addingTo(String table, String key, String number) {
        return " on duplicate key update " + number + " = " + number + " + value(" + number + ")";
    }

    /** A statement that fails takes nothing else of the transaction along; {@code insert ignore} would cut values short. */
    @Override
    public boolean inserted(PreparedStatement insert) throws SQLException {
        try {
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void append(Connection connection, List<OutgoingEvent> events, List<Integer> buckets, String traceparent)
            throws SQLException {
        lockKeys(connection, buckets);
        insert(connection, events, traceparent);
    }

    private static void lockKeys(Connection connection, List<Integer> ascending) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select bucket from outbox_lock where bucket = ? for update")) {
            for (Integer bucket : ascending) {
                lock.setInt(1, bucket);
                try (ResultSet row = lock.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("a lock of the outbox is missing");
                    }
                }
            }
        }
    }

    private static void insert(Connection connection, List<OutgoingEvent> events, String traceparent)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into outbox (event_id, topic, \"key\", type, organisation, time, traceparent, data)"
                        + " values (?, ?, ?, ?, ?, ?, nullif(?, ''), ?)")) {
            for (OutgoingEvent event : events) {
                insert.setString(1, event.id().toString());
                insert.setString(2, event.topic());
                insert.setString(3, event.key());
                insert.setString(4, event.type());
                insert.setString(5, event.organisation());
                insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
                insert.setString(7, traceparent);
                insert.setBytes(8, EventJson.write(event.data()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public boolean becomeActive(Connection connection, String lockName) throws SQLException {
        // A name may have 64 characters.
        try (PreparedStatement lock = connection.prepareStatement("select get_lock(sha1(?), 0)")) {
            lock.setString(1, lockName);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        }
    }

    @Override
    public Optional<Bell> listen(Connection connection, String channel) {
        return Optional.empty();
    }

    @Override
    public OptionalLong lastId(Connection connection, String table) {
        return OptionalLong.empty();
    }

    @Override
    public long transactionsUntilNow(Connection connection) {
        throw new UnsupportedOperationException("MariaDB tells no numbers of transactions");
    }

    @Override
    public long oldestRunning(Connection connection) {
        throw new UnsupportedOperationException("MariaDB tells no numbers of transactions");
    }

    @Override
    public void release(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select release_all_locks()");
        }
    }

    @Override
    public void ring(Connection connection, String channel) {
        // There is nobody to hear it.
    }
}
