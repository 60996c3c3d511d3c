package nl.privacyloket.faults.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.faults.evidence.Evidence.Message;
import nl.privacyloket.faults.evidence.Evidence.Noted;
import nl.privacyloket.faults.evidence.Evidence.Removal;
import nl.privacyloket.faults.evidence.Evidence.StoredRequest;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.sample.SampleSystem;

/** Reads the databases as their administrator does: the tables, and nothing of the code that writes them. */
final class Rows {
    private static final List<String> SERVICES = Stream.of(StackService.values())
            .filter(StackService::hasSchema)
            .map(StackService::schema)
            .toList();
    private static final List<String> CONNECTORS =
            Stream.of(SampleSystem.values()).map(SampleSystem::connectorSchema).toList();

    // What every service and connector has.
    private static final Map<String, String> OF_EACH = ordered(
            "outbox", "select count(*) from %s.outbox",
            "audit entries without a place in the log", "select count(*) from %s.audit_pending",
            "dead letters", "select count(*) from %s.dead_letter");
    private static final Map<String, String> OF_SERVICES = ordered(
            "requests in execution", "select count(*) from request.request where status in ('decided', 'in-execution')",
            "mails to be sent", "select count(*) from notification.message where state in ('queued', 'sending')",
            "mails that failed", "select count(*) from notification.message where state = 'failed'",
            "leases of mails", "select count(*) from notification.message where lease_until is not null",
            "commands without an answer",
                    "select count(*) from retention.system_task where state = 'sent' and not superseded",
            "cases that failed",
                    "select count(*) from retention.request_case where failure is not null and ended_at is null",
            "cases at work",
                    "select count(*) from retention.request_case where state in ('planning', 'executing', 'collecting',"
                            + " 'lifting')",
            "cases held by a hold that has ended",
                    "select count(*) from retention.held_part p left join retention.hold h using (hold_id) where"
                            + " h.hold_id is null or h.lifted_at is not null or h.ended_at is not null",
            "permits in flight", "select count(*) from retention.permit where state = 'redeemed'",
            "sweeps", "select count(*) from retention.sweep_command where state in ('purging', 'verifying')",
            "restores", "select count(*) from retention.job where state = 'running'",
            "restores that failed", "select count(*) from retention.job where state = 'failed'");
    private static final Map<String, String> OF_CONNECTORS = ordered(
            "uploads", "select count(*) from %s.pending_upload",
            "purges", "select count(*) from %s.pending_purge where stopped_at is null");

    private final World world;

    Rows(World world) {
        this.world = world;
    }

    List<StoredRequest> requests() throws SQLException {
        return list(
                StackService.DATABASE,
                "select id::text, reference, invoked_right, status, outcome from request.request order by registered_at",
                row -> new StoredRequest(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
    }

    List<Noted> inbox() throws SQLException {
        List<Noted> all = new ArrayList<>();
        for (String schema : SERVICES) {
            all.addAll(inbox(StackService.DATABASE, schema));
        }
        for (String schema : CONNECTORS) {
            all.addAll(inbox(SampleSystem.DATABASE, schema));
        }
        return all;
    }

    private List<Noted> inbox(String database, String schema) throws SQLException {
        return list(
                database,
                "select channel, source, event_id, count(*) from " + schema + ".inbox group by 1, 2, 3",
                row -> new Noted(schema + "." + row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
    }

    List<Message> messages() throws SQLException {
        return list(
                StackService.DATABASE,
                "select id::text, request_id::text, kind, receiver, state, attempts + resends, uncertain"
                        + " from notification.message order by place",
                row -> new Message(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getInt(7)));
    }

    List<String> customers() throws SQLException {
        return list(SampleSystem.DATABASE, "select customer_number from recovery.customer", row -> row.getString(1));
    }

    List<Removal> removals() throws SQLException {
        return list(
                SampleSystem.DATABASE,
                "select at, customer_number, row_id from faults.removed order by place",
                row -> new Removal(
                        row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), row.getLong(3)));
    }

    /** What has not come to an end, by name; only what there is some of. */
    Map<String, Long> waiting() throws SQLException {
        Map<String, Long> waiting = new LinkedHashMap<>();
        try (Connection services = world.connect(StackService.DATABASE);
                Connection systems = world.connect(SampleSystem.DATABASE)) {
            for (String schema : SERVICES) {
                count(services, OF_EACH, schema, waiting);
            }
            count(services, OF_SERVICES, null, waiting);
            for (String schema : CONNECTORS) {
                count(systems, OF_EACH, schema, waiting);
                count(systems, OF_CONNECTORS, schema, waiting);
            }
        }
        return waiting;
    }

    /** Tables of some schemas, with their content as text, a line each row. */
    void everyTable(String database, String schemas, TableReader reader) throws SQLException {
        try (Connection connection = world.connect(database)) {
            List<String> tables = list(
                    connection,
                    "select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables"
                            + " where table_type = 'BASE TABLE' and " + schemas,
                    row -> row.getString(1));
            for (String table : tables) {
                reader.read(connection, table);
            }
        }
    }

    /** Is given a table. */
    interface TableReader {
        void read(Connection connection, String table) throws SQLException;
    }

    /** Makes something of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static void count(
            Connection connection, Map<String, String> queries, String schema, Map<String, Long> waiting)
            throws SQLException {
        for (Map.Entry<String, String> query : queries.entrySet()) {
            String sql = schema == null ? query.getValue() : query.getValue().formatted(schema);
            long many = list(connection, sql, row -> row.getLong(1)).get(0);
            if (many > 0) {
                waiting.put(schema == null ? query.getKey() : query.getKey() + " of " + schema, many);
            }
        }
    }

    private <T> List<T> list(String database, String query, RowReader<T> reader) throws SQLException {
        try (Connection connection = world.connect(database)) {
            return list(connection, query, reader);
        }
    }

    static <T> List<T> list(Connection connection, String query, RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(reader.read(rows));
            }
        }
        return all;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
