package nl.privacyloket.connector.execution;

import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.connector.dialect.Dialect;

/**
 * Lets constraints that can be deferred speak up when all rows are changed and not before, so that rows which refer to each
 * other in a circle can go; and not as late as the commit, when a command can no longer be answered.
 */
public final class DeferredConstraints {
    private DeferredConstraints() {}

    /** What changes rows. */
    public interface Change {
        void make() throws SQLException;
    }

    /** @throws SQLException when the rows that are left break a constraint */
    public static void change(Connection connection, Change change) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        dialect.deferConstraints(connection);
        change.make();
        dialect.checkConstraints(connection);
    }
}
