package nl.privacyloket.connector.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.connector.mapping.Normalisation;

/** Values in the form in which they are compared. The database is asked once for each, however many tables they are sought in. */
final class Comparables {
    private final Connection connection;
    private final Map<Asked, Set<String>> known = new HashMap<>();

    Comparables(Connection connection) {
        this.connection = connection;
    }

    private record Asked(Normalisation normalisation, Set<String> values) {
        @Override
        public String toString() {
            return "Asked[" + normalisation + "]";
        }
    }

    Connection connection() {
        return connection;
    }

    /** Those without content are left out. */
    Set<String> of(Normalisation normalisation, Collection<String> values) throws SQLException {
        if (values.isEmpty()) {
            return Set.of();
        }
        Asked asked = new Asked(normalisation, new TreeSet<>(values));
        Set<String> comparable = known.get(asked);
        if (comparable == null) {
            comparable = PersonFinder.comparable(connection, normalisation, values);
            known.put(asked, comparable);
        }
        return comparable;
    }
}
