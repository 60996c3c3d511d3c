package nl.privacyloket.connector.permit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.rows.RowSession;

/**
 * One execution of a command at a time, whatever process it runs in: whoever comes second waits until the transaction of the
 * first has ended, even if nobody knows any more how. What the server holds is the truth: it ends the transaction of a process
 * that was killed.
 */
public final class CommandLock {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private CommandLock() {}

    /** Takes the lock until the running transaction ends. */
    public static void take(Connection connection, UUID commandId) throws SQLException {
        RowSession.waitForLocks(connection, LONGEST_WAIT);
        // Two commands with the same number would only wait for each other.
        Dialect.of(connection).lock(connection, commandId);
    }
}
