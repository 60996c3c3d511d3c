package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** Work of the active relay on its own session, which it keeps between transactions for the lock that it holds. */
@FunctionalInterface
interface OneTransaction<T> {
    T run() throws SQLException;

    /** Begins a transaction, and commits when the work returns. */
    static <T> T on(Connection connection, OneTransaction<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
