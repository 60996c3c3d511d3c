package nl.privacyloket.retention.register;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.retention.rule.Due;
import org.postgresql.PGConnection;

/** Brings a batch of rows into the register: by COPY into a table of this session, and from there what is news. */
final class HoldingWriter {
    private static final String STAGE = """
            create temporary table if not exists holding_in (
              stream int, record_ref text, subject bytea, triggered smallint, started_on date, role text,
              due_on date, rule text, action smallint) on commit delete rows
            """;
    private static final String COPY = """
            copy holding_in (stream, record_ref, subject, triggered, started_on, role, due_on, rule, action) from stdin
            """;
    /**
     * What is known already is looked up row by row, so that registering the same again writes nothing. The subquery
     * with a limit keeps the planner, which knows nothing about the session's table, from reading the whole register.
     */
    private static final String BRING_IN = """
            insert into holding as known
                   (stream, record_ref, subject, triggered, started_on, role, due_on, rule, action)
            select i.stream, i.record_ref, i.subject, i.triggered, i.started_on, i.role, i.due_on, i.rule, i.action
              from holding_in i
              left join lateral (
                   select true as same from holding h
                    where h.stream = i.stream and h.record_ref = i.record_ref and h.subject = i.subject
                      and h.triggered = i.triggered and h.started_on = i.started_on
                      and h.role is not distinct from i.role and h.due_on is not distinct from i.due_on
                      and h.rule is not distinct from i.rule and h.action is not distinct from i.action
                    limit 1) k on true
             where k.same is null
             order by i.stream, i.record_ref
            on conflict (stream, record_ref) do update
               set subject = excluded.subject, triggered = excluded.triggered, started_on = excluded.started_on,
                   role = excluded.role, due_on = excluded.due_on, rule = excluded.rule, action = excluded.action
            """;

    private static final String REMOVE = "delete from holding where stream = ? and record_ref = any (?)";

    private HoldingWriter() {}

    /** A registration with its stream and when it goes. */
    record Row(int stream, Registration line, Due due) {}

    /** @param streams those of which something changed */
    record Written(int changed, Set<Integer> streams) {}

    /** @param rows about different records */
    static Written write(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new Written(0, Set.of());
        }
        try (var stage = connection.createStatement()) {
            stage.execute(STAGE);
        }
        copy(connection, rows);
        var streams = rows.stream().map(Row::stream).distinct().toList();
        if (streams.size() == 1) {
            try (var insert = connection.prepareStatement(BRING_IN)) {
                var changed = insert.executeUpdate();
                return new Written(changed, changed == 0 ? Set.of() : Set.copyOf(streams));
            }
        }
        var changed = 0;
        var touched = new HashSet<Integer>();
        try (var insert = connection.prepareStatement("with news as (" + BRING_IN
                        + " returning stream) select stream, count(*) from news group by stream");
                var counts = insert.executeQuery()) {
            while (counts.next()) {
                touched.add(counts.getInt(1));
                changed += counts.getInt(2);
            }
        }
        return new Written(changed, touched);
    }

    private static void copy(Connection connection, List<Row> rows) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            var text = new StringBuilder(rows.size() * 160);
            for (var row : rows) {
                append(text, row);
            }
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void append(StringBuilder text, Row row) {
        var line = row.line();
        var due = row.due();
        text.append(row.stream()).append('\t');
        escaped(text, line.recordRef()).append('\t');
        text.append("\\\\x").append(line.subject().hex()).append('\t');
        text.append(Codes.of(line.trigger())).append('\t');
        text.append(line.startedOn()).append('\t');
        escaped(text, line.role()).append('\t');
        escaped(text, due.on() == null ? null : due.on().toString()).append('\t');
        escaped(text, due.ruleId()).append('\t');
        escaped(text, due.action() == null ? null : Short.toString(Codes.of(due.action())))
                .append('\n');
    }

    private static StringBuilder escaped(StringBuilder text, String value) {
        if (value == null) {
            return text.append("\\N");
        }
        for (var at = 0; at < value.length(); at++) {
            var character = value.charAt(at);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(character);
            }
        }
        return text;
    }

    /** @return how many went, by stream; a record that was not there counts for nothing */
    static Map<Integer, Integer> remove(Connection connection, Map<Integer, List<String>> records) throws SQLException {
        var removed = new HashMap<Integer, Integer>();
        try (var delete = connection.prepareStatement(REMOVE)) {
            for (var stream : records.entrySet()) {
                delete.setInt(1, stream.getKey());
                delete.setArray(
                        2, connection.createArrayOf("text", stream.getValue().toArray()));
                var gone = delete.executeUpdate();
                if (gone > 0) {
                    removed.put(stream.getKey(), gone);
                }
            }
        }
        return removed;
    }
}
