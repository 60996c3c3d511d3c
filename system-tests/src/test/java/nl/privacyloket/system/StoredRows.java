package nl.privacyloket.system;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/** What lies in every table of the services and of the data systems, by table, as a digest of its rows. */
final class StoredRows {
    /** Which records came, which are set aside, what is told about that, when somebody last looked: no business. */
    private static final Pattern OF_MESSAGING =
            Pattern.compile("inbox|outbox.*|dead_letter.*|audit_.*|flyway_.*|.*_lock|job|digest|recovery_job");

    private StoredRows() {}

    static Map<String, String> of(Stack stack) {
        Map<String, String> rows = new TreeMap<>();
        for (String database : List.of(StackService.DATABASE, SampleSystem.DATABASE)) {
            try (Connection connection = stack.connect(database);
                    Statement statement = connection.createStatement()) {
                for (String table : tables(statement)) {
                    try (ResultSet digest = statement.executeQuery("select count(*) || ' rows, '"
                            + " || coalesce(sum(hashtextextended(row_to_json(t)::text, 0)), 0) from " + table + " t")) {
                        digest.next();
                        rows.put(database + "." + table, digest.getString(1));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return rows;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("select table_schema, table_name from information_schema.tables"
                + " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')")) {
            while (found.next()) {
                if (!OF_MESSAGING.matcher(found.getString(2)).matches()) {
                    tables.add('"' + found.getString(1) + "\".\"" + found.getString(2) + '"');
                }
            }
        }
        return tables;
    }
}
