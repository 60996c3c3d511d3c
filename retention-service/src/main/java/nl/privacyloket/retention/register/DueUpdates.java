package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.privacyloket.retention.register.HoldingTerms.Question;
import nl.privacyloket.retention.register.Streams.Stream;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.rule.Trigger;

/** Works due dates of what is registered out anew, in pieces of bounded size, and writes those that are others now. */
@ApplicationScoped
class DueUpdates {
    private static final int PIECE = 5_000;
    private static final String COLUMNS =
            "select stream, record_ref, subject, triggered, started_on, role, done, due_on, rule, action from holding";
    private static final String OF_PERSON = COLUMNS + """
             where subject = ? and stream = any (?) and (stream, record_ref) > (?, ?)
             order by stream, record_ref limit %d
            """.formatted(PIECE);
    private static final String OF_STREAM = COLUMNS + """
             where stream = ? and record_ref > ? order by record_ref limit %d
            """.formatted(PIECE);
    private static final String OF_RECORDS = COLUMNS + " where stream = ? and record_ref = any (?)";
    /** Only where the record is still what the date was worked out from: a batch that changed it knew the same rules. */
    private static final String UPDATE = """
            update holding h set due_on = n.due_on, rule = n.rule, action = n.action
              from unnest(?::int[], ?::text[], ?::bytea[], ?::smallint[], ?::date[], ?::text[], ?::smallint[],
                          ?::date[], ?::text[], ?::smallint[])
                   as n (stream, record_ref, subject, triggered, started_on, role, done, due_on, rule, action)
             where h.stream = n.stream and h.record_ref = n.record_ref and h.subject = n.subject
               and h.triggered = n.triggered and h.started_on = n.started_on and h.role is not distinct from n.role
               and h.done = n.done
            """;

    private final Streams streams;
    private final PersonEvents events;
    private final DueAlarm alarm;
    private final Event<HoldingsChanged> changed;

    DueUpdates(Streams streams, PersonEvents events, DueAlarm alarm, Event<HoldingsChanged> changed) {
        this.streams = streams;
        this.events = events;
        this.alarm = alarm;
        this.changed = changed;
    }

    /**
     * @param examined holdings that were looked at
     * @param changed those that go on another date or by another rule now
     * @param last reference of the last one; {@code null} when there was none
     */
    record Piece(int examined, int changed, String last) {

        boolean isLast() {
            return examined < PIECE;
        }
    }

    private record Stored(
            int stream,
            String recordRef,
            SubjectKey subject,
            short triggered,
            LocalDate startedOn,
            String role,
            short done,
            LocalDate dueOn,
            String rule,
            Short action) {

        static Stored from(ResultSet row) throws SQLException {
            var action = row.getShort("action");
            return new Stored(
                    row.getInt("stream"),
                    row.getString("record_ref"),
                    SubjectKey.of(row.getBytes("subject")),
                    row.getShort("triggered"),
                    row.getObject("started_on", LocalDate.class),
                    row.getString("role"),
                    row.getShort("done"),
                    row.getObject("due_on", LocalDate.class),
                    row.getString("rule"),
                    row.wasNull() ? null : action);
        }

        boolean goesBy(Due due) {
            return Objects.equals(dueOn, due.on())
                    && Objects.equals(rule, due.ruleId())
                    && Objects.equals(action, due.action() == null ? null : Codes.of(due.action()));
        }
    }

    private record Changed(Stored stored, Due due) {}

    /** All that is held about one person. */
    Piece ofPerson(Connection connection, String organisation, SubjectKey subject, HoldingTerms terms)
            throws SQLException {
        var own = streams.all(connection, organisation);
        var examined = 0;
        var changed = 0;
        var stream = Integer.MIN_VALUE;
        var recordRef = "";
        while (true) {
            List<Stored> piece;
            try (var query = connection.prepareStatement(OF_PERSON)) {
                query.setBytes(1, subject.bytes());
                query.setArray(
                        2,
                        connection.createArrayOf(
                                "int4", own.stream().map(Stream::id).toArray()));
                query.setInt(3, stream);
                query.setString(4, recordRef);
                piece = read(query);
            }
            changed += update(connection, organisation, own, piece, terms);
            examined += piece.size();
            if (piece.size() < PIECE) {
                return new Piece(examined, changed, null);
            }
            stream = piece.get(piece.size() - 1).stream();
            recordRef = piece.get(piece.size() - 1).recordRef();
        }
    }

    /** The next piece of a stream, in the order of its references. */
    Piece next(Connection connection, Stream stream, String afterRef, HoldingTerms terms) throws SQLException {
        List<Stored> piece;
        try (var query = connection.prepareStatement(OF_STREAM)) {
            query.setInt(1, stream.id());
            query.setString(2, afterRef);
            piece = read(query);
        }
        var changed = update(connection, stream.organisation(), List.of(stream), piece, terms);
        return new Piece(
                piece.size(),
                changed,
                piece.isEmpty() ? null : piece.get(piece.size() - 1).recordRef());
    }

    /** These records of a stream. */
    Piece ofRecords(Connection connection, Stream stream, Collection<String> recordRefs, HoldingTerms terms)
            throws SQLException {
        List<Stored> piece;
        try (var query = connection.prepareStatement(OF_RECORDS)) {
            query.setInt(1, stream.id());
            query.setArray(2, connection.createArrayOf("text", recordRefs.toArray()));
            piece = read(query);
        }
        return new Piece(piece.size(), update(connection, stream.organisation(), List.of(stream), piece, terms), null);
    }

    private static List<Stored> read(PreparedStatement query) throws SQLException {
        var stored = new ArrayList<Stored>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                stored.add(Stored.from(rows));
            }
        }
        return stored;
    }

    private int update(
            Connection connection, String organisation, List<Stream> own, List<Stored> piece, HoldingTerms terms)
            throws SQLException {
        var categories = own.stream().collect(Collectors.toMap(Stream::id, Stream::category));
        var known = events.of(
                connection, organisation, piece.stream().map(Stored::subject).toList());
        var others = new ArrayList<Changed>();
        for (var stored : piece) {
            var asked = new Question(
                    categories.get(stored.stream()),
                    stored.role(),
                    Codes.trigger(stored.triggered()),
                    stored.startedOn(),
                    stored.done());
            var due = terms.due(asked, known.getOrDefault(stored.subject(), Map.<Trigger, LocalDate>of()));
            if (!stored.goesBy(due)) {
                others.add(new Changed(stored, due));
            }
        }
        if (others.isEmpty()) {
            return 0;
        }
        var written = write(connection, others);
        changed.fire(new HoldingsChanged(
                organisation,
                others.stream()
                        .map(Changed::stored)
                        .collect(Collectors.groupingBy(
                                Stored::stream, Collectors.mapping(Stored::recordRef, Collectors.toList())))));
        var systems = own.stream().collect(Collectors.toMap(Stream::id, Stream::system));
        alarm.ring(
                organisation,
                others.stream()
                        .collect(Collectors.toMap(
                                one -> systems.get(one.stored().stream()), Changed::due, DueAlarm::earlier)));
        return written;
    }

    private static int write(Connection connection, List<Changed> changed) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            ArrayColumn.set(connection, update, 1, "int4", changed, one -> one.stored().stream());
            ArrayColumn.set(
                    connection, update, 2, "text", changed, one -> one.stored().recordRef());
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            changed.stream()
                                    .map(one -> one.stored().subject().bytes())
                                    .toArray(byte[][]::new)));
            ArrayColumn.set(
                    connection, update, 4, "int2", changed, one -> one.stored().triggered());
            ArrayColumn.set(connection, update, 5, "text", changed, one -> one.stored()
                    .startedOn()
                    .toString());
            ArrayColumn.set(
                    connection, update, 6, "text", changed, one -> one.stored().role());
            ArrayColumn.set(
                    connection, update, 7, "int2", changed, one -> one.stored().done());
            ArrayColumn.set(
                    connection,
                    update,
                    8,
                    "text",
                    changed,
                    one -> one.due().on() == null ? null : one.due().on().toString());
            ArrayColumn.set(
                    connection, update, 9, "text", changed, one -> one.due().ruleId());
            ArrayColumn.set(
                    connection,
                    update,
                    10,
                    "int2",
                    changed,
                    one -> one.due().action() == null
                            ? null
                            : Codes.of(one.due().action()));
            return update.executeUpdate();
        }
    }
}
