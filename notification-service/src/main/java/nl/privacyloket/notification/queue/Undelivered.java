package nl.privacyloket.notification.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Messages that reached nobody: given up or returned, and not sent again since. */
public final class Undelivered {
    private static final String COUNT = """
            select o.organisation, count(m.id)
              from (select distinct organisation from organisation_policy) o
              left join message m on m.organisation = o.organisation and m.state = 'failed'
             group by o.organisation
            """;

    private Undelivered() {}

    /** How many each organisation has, by its id. */
    public static Map<String, Long> read(Connection connection) throws SQLException {
        Map<String, Long> byOrganisation = new TreeMap<>();
        try (PreparedStatement count = connection.prepareStatement(COUNT);
                ResultSet rows = count.executeQuery()) {
            while (rows.next()) {
                byOrganisation.put(rows.getString(1), rows.getLong(2));
            }
        }
        return byOrganisation;
    }
}
