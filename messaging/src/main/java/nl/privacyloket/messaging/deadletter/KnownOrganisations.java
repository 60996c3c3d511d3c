package nl.privacyloket.messaging.deadletter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Which organisations a service knows by itself. What a record says of itself anybody may have written. */
@FunctionalInterface
public interface KnownOrganisations {

    boolean knows(Connection connection, String organisation) throws SQLException;

    /**
     * Those that a table has rows of, in its column {@code organisation}.
     *
     * @param table a name in SQL, never from outside
     */
    static KnownOrganisations of(String table) {
        return (connection, organisation) -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select 1 from " + table + " where organisation = ? limit 1")) {
                query.setString(1, organisation);
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        };
    }
}
