package nl.privacyloket.request.support;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the database holds, seen from outside the service's own code. */
@Singleton
public class Stored {

    private final DataSource dataSource;

    Stored(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Rows by table of what an intake writes. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : List.of("request", "request_fact", "idempotency_key", "disclosure", "policy")) {
            counts.put(table, number("select count(*) from " + table));
        }
        // Every event comes with an audit entry, which leaves for the log in the background. A refusal is one too.
        counts.put(
                "audit",
                number("select (select count(*) from audit_pending where action <> 'access.refused')"
                        + " + (select count(*) from audit_entry where action <> 'access.refused')"));
        return counts;
    }

    /** Changes rows behind the service's back. */
    public void change(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql) {
        return Long.parseLong(texts(sql).get(0));
    }

    /** The first column of each row as text. */
    public List<String> texts(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entries about an object, as action and outcome in the order of the log; refused access apart. */
    public List<String> audited(String objectId) {
        return texts("select action || ' ' || outcome from ("
                + "select 0 place, index at_place, action, outcome, object_id from audit_entry"
                + " union all select 1, id, action, outcome, object_id from audit_pending) entry"
                + " where object_id = '" + objectId + "' and action <> 'access.refused' order by place, at_place");
    }

    /** Every row of every table of the schema as text; bytes both in hexadecimal and as Latin-1. */
    public String everything() {
        StringBuilder everything = new StringBuilder();
        for (String table : texts("select quote_ident(tablename) from pg_tables where schemaname = current_schema()")) {
            texts("select row_to_json(t)::text from " + table + " t")
                    .forEach(row -> everything.append(row).append('\n'));
        }
        for (String column : texts("select quote_ident(table_name) || '.' || quote_ident(column_name) from"
                + " information_schema.columns where table_schema = current_schema() and data_type = 'bytea'")) {
            String table = column.substring(0, column.indexOf('.'));
            texts("select encode(" + column + ", 'escape') from " + table + " where " + column + " is not null")
                    .forEach(bytes -> everything.append(bytes).append('\n'));
        }
        return everything.toString();
    }
}
