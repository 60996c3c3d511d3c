package nl.privacyloket.retention.register;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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
    /** Mostly all of a batch is new. What is known is passed over without a write. */
    private static final String ADD = """
            insert into holding (stream, record_ref, subject, triggered, started_on, role, due_on, rule, action)
            select stream, record_ref, subject, triggered, started_on, role, due_on, rule, action
              from holding_in order by stream, record_ref
            on conflict (stream, record_ref) do nothing
            """;
    /**
     * Where a batch is not all new. What differs is looked up row by row: the subquery with a limit keeps the planner,
     * which knows nothing about the session's table, from reading the whole register. A record that began anew is due for
     * each action anew.
     */
    private static final String CHANGE = """
            update holding h
               set subject = i.subject, triggered = i.triggered, started_on = i.started_on, role = i.role,
                   due_on = i.due_on, rule = i.rule, action = i.action,
                   done = case when (h.triggered, h.started_on) = (i.triggered, i.started_on) then h.done else 0 end
              from (select n.*
                      from holding_in n
                     cross join lateral (
                           select from holding k
                            where k.stream = n.stream and k.record_ref = n.record_ref
                              and (k.subject, k.triggered, k.started_on, k.role, k.due_on, k.rule, k.action)
                                  is distinct from
                                  (n.subject, n.triggered, n.started_on, n.role, n.due_on, n.rule, n.action)
                            limit 1) other
                    offset 0) i
             where h.stream = i.stream and h.record_ref = i.record_ref
            returning h.stream, h.record_ref
            """;

    private static final String ADD_BY_STREAM =
            "with news as (%s returning stream) select stream, count(*) from news group by stream".formatted(ADD);
    private static final String REMOVE = "delete from holding where stream = ? and record_ref = any (?)";

    private HoldingWriter() {}

    /** A registration with its stream and when it goes. */
    record Row(int stream, Registration line, Due due) {}

    /**
     * @param streams those of which something is news
     * @param changed of those that were known otherwise, the references by stream
     */
    record Written(int news, Set<Integer> streams, Map<Integer, List<String>> changed) {}

    /** @param rows about different records */
    static Written write(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new Written(0, Set.of(), Map.of());
        }
        try (var stage = connection.createStatement()) {
            stage.execute(STAGE);
        }
        copy(connection, rows);
        var news = new HashMap<Integer, Integer>();
        try (var add = connection.prepareStatement(ADD_BY_STREAM);
                var counts = add.executeQuery()) {
            while (counts.next()) {
                news.put(counts.getInt(1), counts.getInt(2));
            }
        }
        var changed = new HashMap<Integer, List<String>>();
        if (sum(news) < rows.size()) {
            try (var change = connection.prepareStatement(CHANGE);
                    var records = change.executeQuery()) {
                while (records.next()) {
                    news.merge(records.getInt(1), 1, Integer::sum);
                    changed.computeIfAbsent(records.getInt(1), stream -> new ArrayList<>())
                            .add(records.getString(2));
                }
            }
        }
        return new Written(sum(news), news.keySet(), changed);
    }

    private static int sum(Map<Integer, Integer> byStream) {
        return byStream.values().stream().mapToInt(Integer::intValue).sum();
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
