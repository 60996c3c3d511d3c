package nl.privacyloket.connector.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;

/** Settings of the running transaction, gone with it. */
public final class RowSession {
    private RowSession() {}

    /** Instants are written out in the session's zone: in keys, which are compared later, and to the person. */
    public static void useZone(Connection connection, ZoneId zone) throws SQLException {
        set(connection, "TimeZone", zone.getId());
    }

    /** Who waits longer for something that somebody else has locked gives way, and tries again later. */
    public static void waitForLocks(Connection connection, Duration longest) throws SQLException {
        set(connection, "lock_timeout", longest.toMillis() + "ms");
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }
}
