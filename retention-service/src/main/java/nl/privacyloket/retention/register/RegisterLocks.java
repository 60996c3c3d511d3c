package nl.privacyloket.retention.register;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps due dates from being worked out from what is changing meanwhile. Who works them out for many persons takes the
 * whole organisation, shared; who tells an event of one person, takes that person's part alone; who begins to go by
 * other rules, takes everything alone. So nobody misses what the other has not committed yet. Locks end with the
 * transaction.
 */
final class RegisterLocks {
    private static final int PARTS = 16;
    private static final String SHARED =
            "select pg_advisory_xact_lock_shared(hashtext(?), part) from generate_series(0, 15) part";
    private static final String ALL =
            "select pg_advisory_xact_lock(hashtext(?), part) from generate_series(0, 15) part";
    private static final String ONE = "select pg_advisory_xact_lock(hashtext(?), ?)";

    private RegisterLocks() {}

    /** Lets others work out dates too; what is read from here on is what they committed. */
    static void many(Connection connection, String organisation) throws SQLException {
        lock(connection, SHARED, organisation);
    }

    static void rules(Connection connection, String organisation) throws SQLException {
        lock(connection, ALL, organisation);
    }

    static void person(Connection connection, String organisation, SubjectKey subject) throws SQLException {
        try (var statement = connection.prepareStatement(ONE)) {
            statement.setString(1, name(organisation));
            statement.setInt(2, Math.floorMod(subject.hashCode(), PARTS));
            statement.execute();
        }
    }

    private static void lock(Connection connection, String sql, String organisation) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name(organisation));
            statement.execute();
        }
    }

    private static String name(String organisation) {
        return "register/" + organisation;
    }
}
