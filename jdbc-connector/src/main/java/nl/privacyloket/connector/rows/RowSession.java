package nl.privacyloket.connector.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import nl.privacyloket.connector.dialect.Dialect;

/** Settings of the running transaction, gone with it. */
public final class RowSession {
    private RowSession() {}

    /** Instants are written out in the session's zone: in keys, which are compared later, and to the person. */
    public static void useZone(Connection connection, ZoneId zone) throws SQLException {
        Dialect.of(connection).useZone(connection, zone);
    }

    /** Who waits longer for something that somebody else has locked gives way, and tries again later. */
    public static void waitForLocks(Connection connection, Duration longest) throws SQLException {
        Dialect.of(connection).waitForLocks(connection, longest);
    }
}
