package nl.privacyloket.messaging.inbox;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells a database that is away or busy from a handler that is wrong. */
public final class Faults {
    /** SQLSTATE classes: connection, resources, operator intervention, system error; MariaDB's interrupted statements. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58", "70");
    /** Serialisation failure, deadlock, lock not available. */
    private static final Set<String> BUSY = Set.of("40001", "40P01", "55P03");

    /** MariaDB's lock wait timeout, and a server that only reads at the moment, which have no SQLSTATE of their own. */
    private static final Set<Integer> BUSY_MARIADB = Set.of(1205, 1290);

    private Faults() {}

    /** Whether the same call may well succeed later, without anything being mended here. */
    public static boolean passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state == null) {
                    // Not from the server: a pool that had no connection to give, or none that answered in time.
                    return true;
                }
                return BUSY.contains(state)
                        || BUSY_MARIADB.contains(sql.getErrorCode())
                        || AWAY.contains(state.substring(0, Math.min(2, state.length())));
            }
        }
        return false;
    }
}
