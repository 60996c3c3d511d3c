package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.privacyloket.retention.register.ArrayColumn;
import nl.privacyloket.retention.register.Codes;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.sweep.DueHolding.Claim;
import nl.privacyloket.retention.sweep.SweepCommand.State;

/**
 * Reads due holdings of the register from a place on, in pages. Each category's part comes out of the index in the order
 * that is wanted, so that a page costs what is in it, whatever is stored.
 */
@ApplicationScoped
class DueHoldings {
    private static final String STREAMS = """
            select id, category from holding_stream where organisation = ? and system = ? order by id
            """;
    private static final String OF_ONE_STREAM = """
            (select stream, due_on, subject, record_ref, triggered, started_on, role, done
               from holding
              where stream = %d and due_on is not null and due_on <= ? %s%s
              order by due_on, subject, record_ref limit ?)
            """;
    private static final String PAGE = """
            select due.*,
                   (select command.state from sweep_claim c join sweep_command command using (command_id)
                     where c.stream = due.stream and c.record_ref = due.record_ref) as claimed
              from (select * from (%s) part order by due_on, subject, stream, record_ref limit ?) due
             order by due_on, subject, stream, record_ref
            """;
    /**
     * Waits for nobody: who has a row locked is changing it. Row by row by the index, which the planner would not do by itself: it takes
     * the conditions for so rare that it reads all that is stored instead.
     */
    private static final String LOCK = """
            select read.place
              from unnest(?::int[], ?::text[], ?::date[], ?::bytea[], ?::smallint[], ?::date[], ?::text[], ?::smallint[])
                   with ordinality
                   as read (stream, record_ref, due_on, subject, triggered, started_on, role, done, place)
             cross join lateral (
                   select from holding h
                    where h.stream = read.stream and h.record_ref = read.record_ref
                      and h.due_on = read.due_on and h.subject = read.subject and h.triggered = read.triggered
                      and h.started_on = read.started_on and h.role is not distinct from read.role
                      and h.done = read.done
                      for share of h skip locked) locked
            """;

    private static final String COUNT = """
            select count(*) from holding where stream = any (?) and due_on is not null and due_on <= ?
            """;

    /**
     * What is looked for, by its stored date.
     *
     * @param from first day; {@code null} for all that is due by the last
     * @param by last day
     * @param persons {@code null} for everybody
     */
    record Span(LocalDate from, LocalDate by, List<byte[]> persons) {

        static Span by(LocalDate day) {
            return new Span(null, day, null);
        }

        private String condition() {
            return (from == null ? "" : "and due_on >= ? ") + (persons == null ? "" : "and subject = any (?) ");
        }
    }

    /** The categories of a slice by the number of their stream. */
    Map<Integer, String> streams(Connection connection, SliceKey slice) throws SQLException {
        var streams = new TreeMap<Integer, String>();
        try (var query = connection.prepareStatement(STREAMS)) {
            query.setString(1, slice.organisation());
            query.setString(2, slice.system());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    streams.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        return streams;
    }

    /**
     * A page of what is due by a day by its stored date.
     *
     * @param after the last holding before the page; {@code null} from the beginning
     */
    List<DueHolding> page(Connection connection, Map<Integer, String> streams, LocalDate by, Cursor after, int size)
            throws SQLException {
        return page(connection, streams, Span.by(by), after, size);
    }

    /** As {@link #page(Connection, Map, LocalDate, Cursor, int)}, of a part of it. */
    List<DueHolding> page(Connection connection, Map<Integer, String> streams, Span span, Cursor after, int size)
            throws SQLException {
        if (streams.isEmpty()) {
            return List.of();
        }
        var parts = streams.keySet().stream()
                .map(stream -> OF_ONE_STREAM.formatted(stream, span.condition(), beyond(stream, after)))
                .collect(Collectors.joining(" union all "));
        try (var query = connection.prepareStatement(PAGE.formatted(parts))) {
            var at = 1;
            for (var stream : streams.keySet()) {
                query.setObject(at++, span.by());
                if (span.from() != null) {
                    query.setObject(at++, span.from());
                }
                if (span.persons() != null) {
                    query.setArray(
                            at++,
                            connection.createArrayOf("bytea", span.persons().toArray(byte[][]::new)));
                }
                if (after != null) {
                    query.setObject(at++, after.dueOn());
                    query.setBytes(at++, after.subject().bytes());
                    if (stream == after.stream()) {
                        query.setString(at++, after.recordRef());
                    }
                }
                query.setInt(at++, size);
            }
            query.setInt(at, size);
            var page = new ArrayList<DueHolding>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(read(rows, streams));
                }
            }
            return page;
        }
    }

    /** In the order of a page a person's categories follow each other by the number of their stream. */
    private static String beyond(int stream, Cursor after) {
        if (after == null) {
            return "";
        }
        if (stream == after.stream()) {
            return "and (due_on, subject, record_ref) > (?, ?, ?)";
        }
        return stream < after.stream() ? "and (due_on, subject) > (?, ?)" : "and (due_on, subject) >= (?, ?)";
    }

    private static DueHolding read(ResultSet row, Map<Integer, String> streams) throws SQLException {
        var stream = row.getInt("stream");
        return new DueHolding(
                stream,
                streams.get(stream),
                row.getObject("due_on", LocalDate.class),
                SubjectKey.of(row.getBytes("subject")),
                row.getString("record_ref"),
                Codes.trigger(row.getShort("triggered")),
                row.getObject("started_on", LocalDate.class),
                row.getString("role"),
                row.getShort("done"),
                claim(row.getString("claimed")));
    }

    private static Claim claim(String state) {
        if (state == null) {
            return Claim.NONE;
        }
        return switch (State.of(state)) {
            case PURGING, VERIFYING -> Claim.IN_FLIGHT;
            case DONE, FAILED, REVOKED -> Claim.WAITING;
        };
    }

    /**
     * Locks holdings that are about to be ordered until the transaction ends, so that whoever changes one afterwards finds
     * the order. One that was changed since it was read, or is being changed, is left out.
     */
    Set<DueHolding> lock(Connection connection, List<DueHolding> wanted) throws SQLException {
        try (var query = connection.prepareStatement(LOCK)) {
            ArrayColumn.set(connection, query, 1, "int4", wanted, DueHolding::stream);
            ArrayColumn.set(connection, query, 2, "text", wanted, DueHolding::recordRef);
            ArrayColumn.set(connection, query, 3, "text", wanted, holding -> holding.dueOn()
                    .toString());
            query.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea",
                            wanted.stream()
                                    .map(holding -> holding.subject().bytes())
                                    .toArray(byte[][]::new)));
            ArrayColumn.set(connection, query, 5, "int2", wanted, holding -> Codes.of(holding.trigger()));
            ArrayColumn.set(connection, query, 6, "text", wanted, holding -> holding.startedOn()
                    .toString());
            ArrayColumn.set(connection, query, 7, "text", wanted, DueHolding::role);
            ArrayColumn.set(connection, query, 8, "int2", wanted, DueHolding::done);
            var locked = new HashSet<DueHolding>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    locked.add(wanted.get(rows.getInt(1) - 1));
                }
            }
            return locked;
        }
    }

    /** How many holdings of these streams are due by a day, by their stored dates. */
    long count(Connection connection, Map<Integer, String> streams, LocalDate by) throws SQLException {
        try (var query = connection.prepareStatement(COUNT)) {
            query.setArray(1, connection.createArrayOf("int4", streams.keySet().toArray()));
            query.setObject(2, by);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
