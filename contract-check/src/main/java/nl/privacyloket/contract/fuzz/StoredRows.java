package nl.privacyloket.contract.fuzz;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What lies in a service's tables, as a digest of their rows, but for those that the machine keeps for itself. */
public final class StoredRows {
    private static final String TABLES = "select tablename from pg_tables where schemaname = current_schema()"
            + " and tablename !~ '^(audit_.*|flyway_.*|outbox|inbox|rate_limit|upload_count|holding_[0-9])$' order by 1";
    /**
     * An event comes with an entry, which moves to the log in the background. What is noted of calls that were refused, or that
     * asked in vain, is an entry too.
     */
    private static final String OF_REFUSALS = "action <> 'access.refused' and action <> 'actor.resolved' and action <>"
            + " 'request.identity-copy-refused' and not (action = 'dead-letter.replayed' and outcome = 'failed') and outcome not in ('step-up-required', 'second-person-required')";

    /** Entries are only ever added: their number tells all. */
    private static final String ENTRIES = "select 'audit' as name, ((select count(*) from audit_pending where "
            + OF_REFUSALS + ") + (select count(*) from audit_entry where " + OF_REFUSALS + ") || ' rows') as rows";

    private final DataSource dataSource;
    private String query;

    public StoredRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How many rows each table has and what they are like; a row that changed changes it too. */
    public Map<String, String> digests() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (query == null) {
                query = query(statement);
            }
            Map<String, String> digests = new TreeMap<>();
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    digests.put(row.getString(1), row.getString(2));
                }
            }
            return digests;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String query(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables.stream()
                .map(table -> "select '" + table
                        + "', count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0)" + " from \""
                        + table + "\" t")
                .collect(Collectors.joining(" union all ", ENTRIES + " union all ", ""));
    }
}
