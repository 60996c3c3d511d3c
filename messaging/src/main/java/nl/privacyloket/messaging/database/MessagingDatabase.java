package nl.privacyloket.messaging.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nl.privacyloket.messaging.event.OutgoingEvent;

/** The database in which messaging keeps its tables. */
public interface MessagingDatabase {
    /** That of a connection. */
    static MessagingDatabase of(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().startsWith("jdbc:mariadb:")
                ? MariaMessaging.INSTANCE
                : PostgresMessaging.INSTANCE;
    }

    /** The condition that an expression is one of so many values, for {@link #bind}. */
    String among(String expression, int values);

    /** The condition that it is none of them; at least one. */
    String notAmong(String expression, int values);

    /**
     * Sets the parameters of {@link #among}.
     *
     * @return position of the next one
     */
    int bind(Connection connection, PreparedStatement statement, int at, Collection<?> values) throws SQLException;

    /** What ends an insert of a row that may be there already, for {@link #inserted}. */
    String unlessThere();

    /**
     * What ends an insert that adds to a number when the row is there already.
     *
     * @param key columns of the table's primary key, separated by commas
     * @param number column of the number
     */
    String addingTo(String table, String key, String number);

    /** Inserts; false when the row was there already. */
    boolean inserted(PreparedStatement insert) throws SQLException;

    /**
     * Puts events into the outbox, in their order, once the running transaction has the locks of their keys; it has them
     * until it ends.
     *
     * @param buckets of the keys, ascending, so that two transactions with several cannot wait for each other
     */
    void append(Connection connection, List<OutgoingEvent> events, List<Integer> buckets, String traceparent)
            throws SQLException;

    /** Takes the lock of the one active relay for as long as the session lasts; false when another has it. */
    boolean becomeActive(Connection connection, String lockName) throws SQLException;

    /**
     * Listens for {@link #ring}.
     *
     * @return empty when the database cannot tell
     */
    Optional<Bell> listen(Connection connection, String channel) throws SQLException;

    /** Tells that something was committed. */
    interface Bell {
        /** Waits so long at most; false when it has not rung. */
        boolean await(int millis) throws SQLException;
    }

    /** The last id that the sequence of a table gave out; empty when the database cannot tell whose ids are still to be seen. */
    OptionalLong lastId(Connection connection, String table) throws SQLException;

    /** A number above that of every transaction that has one already. Outside of a transaction: it takes one of its own for it. */
    long transactionsUntilNow(Connection connection) throws SQLException;

    /** All transactions with a lower number have ended. */
    long oldestRunning(Connection connection) throws SQLException;

    /** Gives back what the session of the active relay holds. */
    void release(Connection connection) throws SQLException;

    /** Tells who {@link #listen}s that something was committed. */
    void ring(Connection connection, String channel) throws SQLException;
}
