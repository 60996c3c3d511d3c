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

/** Counts the rows of a service's tables, but for those that the machine keeps for itself. */
public final class StoredRows {
    private static final String TABLES = "select tablename from pg_tables where schemaname = current_schema()"
            + " and tablename !~ '^(audit_.*|flyway_.*|outbox|inbox|rate_limit|upload_count|holding_[0-9])$' order by 1";
    /**
     * An event comes with an entry, which moves to the log in the background. What is noted of calls that were refused, or that
     * asked in vain, is an entry too.
     */
    private static final String OF_REFUSALS = "action <> 'access.refused' and action <> 'actor.resolved' and action <>"
            + " 'request.identity-copy-refused' and outcome not in ('step-up-required', 'second-person-required')";

    private static final String ENTRIES = "select 'audit' as name, (select count(*) from audit_pending where "
            + OF_REFUSALS + ") + (select count(*) from audit_entry where " + OF_REFUSALS + ") as times";

    private final DataSource dataSource;
    private String query;

    public StoredRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Rows by table. */
    public Map<String, Long> counts() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (query == null) {
                query = query(statement);
            }
            Map<String, Long> counts = new TreeMap<>();
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
            }
            return counts;
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
                .map(table -> "select '" + table + "', count(*) from \"" + table + "\"")
                .collect(Collectors.joining(" union all ", ENTRIES + " union all ", ""));
    }
}
