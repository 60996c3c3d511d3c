package nl.privacyloket.messaging.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions without a transaction manager: one connection, one commit. */
public final class JdbcTransactions implements Transactions {
    private final DataSource dataSource;
    private final Runnable afterCommit;

    /** @param afterCommit called after each commit; wakes the relay */
    public JdbcTransactions(DataSource dataSource, Runnable afterCommit) {
        this.dataSource = dataSource;
        this.afterCommit = afterCommit;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws Exception {
        T result;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                result = work.run(connection);
                connection.commit();
            } catch (Exception | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        }
        afterCommit.run();
        return result;
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
