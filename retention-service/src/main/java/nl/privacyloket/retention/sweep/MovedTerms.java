package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.policy.PolicyInForce;
import nl.privacyloket.retention.register.HoldingsChanged;

/**
 * Takes the permits of orders back, with the transaction that changed what they go by: a record that is registered
 * otherwise or due on another date, other rules. What is still due is ordered anew once the system has said that it may not.
 */
@ApplicationScoped
class MovedTerms {
    private static final String OF_RECORDS = """
            select distinct c.command_id
              from unnest(?::int[], ?::text[]) as changed (stream, record_ref)
              join sweep_claim c on c.stream = changed.stream and c.record_ref = changed.record_ref
            """;
    private static final String OF_ORGANISATION = """
            select command_id from sweep_command
             where organisation = ? and not closed and state in ('purging', 'failed') and scope <> 'request-file'
            """;

    private final DataSource dataSource;
    private final Permits permits;

    MovedTerms(DataSource dataSource, Permits permits) {
        this.dataSource = dataSource;
        this.permits = permits;
    }

    void changed(@Observes HoldingsChanged changed) {
        var streams = new ArrayList<Integer>();
        var refs = new ArrayList<String>();
        changed.records()
                .forEach((stream, records) -> records.forEach(ref -> {
                    streams.add(stream);
                    refs.add(ref);
                }));
        withdraw(OF_RECORDS, (connection, query) -> {
            query.setArray(1, connection.createArrayOf("int4", streams.toArray()));
            query.setArray(2, connection.createArrayOf("text", refs.toArray()));
        });
    }

    /** What goes by age, or was kept by a law, is in no register: other rules may let it stay. */
    void inForce(@Observes PolicyInForce policy) {
        withdraw(OF_ORGANISATION, (connection, query) -> query.setString(1, policy.organisation()));
    }

    private interface Parameters {
        void set(Connection connection, PreparedStatement query) throws SQLException;
    }

    private void withdraw(String sql, Parameters parameters) {
        permits.withdraw(orders(sql, parameters));
    }

    private List<UUID> orders(String sql, Parameters parameters) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(sql)) {
            parameters.set(connection, query);
            var orders = new ArrayList<UUID>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    orders.add(rows.getObject(1, UUID.class));
                }
            }
            return orders;
        } catch (SQLException e) {
            throw new IllegalStateException("orders could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
