package nl.privacyloket.notification.subscriber;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps what reads all subscribers of an organisation from missing what is being written. Who stores a subscriber holds it
 * shared; who ends purposes of persons, or fixes up to which place an announcement goes, holds it alone: then every place
 * up to the highest is committed, and no row is being written by what was true before. It ends with the transaction.
 */
public final class SubscriberLock {
    private SubscriberLock() {}

    /** Together with others who store subscribers. */
    public static void shared(Connection connection, String organisation) throws SQLException {
        lock(connection, "select pg_advisory_xact_lock_shared(hashtextextended(?, 0))", organisation);
    }

    /** Alone. */
    public static void exclusive(Connection connection, String organisation) throws SQLException {
        lock(connection, "select pg_advisory_xact_lock(hashtextextended(?, 0))", organisation);
    }

    private static void lock(Connection connection, String sql, String organisation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "subscribers/" + organisation);
            statement.execute();
        }
    }
}
