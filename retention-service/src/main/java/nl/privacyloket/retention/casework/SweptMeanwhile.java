package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import javax.sql.DataSource;

/** Tells whether terms have made data go since a plan was made, so that it may no longer say what is there. */
@ApplicationScoped
class SweptMeanwhile {
    private static final String SWEPT = """
            select exists (
              select 1 from sweep_command c join sweep_outcome o using (command_id)
               where c.organisation = ? and c.system = any (?) and o.category = any (?) and c.executed_at >= ?
                 and o.erased + o.anonymised > 0)
            """;

    private final DataSource dataSource;

    SweptMeanwhile(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Of whom is not known here, so anybody counts.
     *
     * @param since when the systems were asked
     */
    boolean anyOf(String organisation, Collection<String> systems, Collection<String> categories, Instant since) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(SWEPT)) {
            query.setString(1, organisation);
            query.setArray(2, connection.createArrayOf("text", systems.toArray()));
            query.setArray(3, connection.createArrayOf("text", categories.toArray()));
            query.setObject(4, since.atOffset(ZoneOffset.UTC));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("sweeps could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
