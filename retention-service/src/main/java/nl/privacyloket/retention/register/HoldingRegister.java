package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.register.HoldingTerms.Question;
import nl.privacyloket.retention.register.HoldingWriter.Row;
import nl.privacyloket.retention.register.HoldingWriter.Written;
import nl.privacyloket.retention.register.Streams.Name;
import nl.privacyloket.retention.register.Streams.Stream;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.Trigger;

/** Which data system holds what about whom since when, and when that goes. Always within the caller's transaction. */
@ApplicationScoped
public class HoldingRegister {
    private static final String DONE_OF = """
            select stream, record_ref, done from holding where stream = any (?) and record_ref = any (?) and done <> 0
            """;
    private static final String ANYTHING_DONE =
            "select exists (select 1 from holding where stream = any (?) and done <> 0)";
    private static final String MARK = """
            update holding set done = (done | ?)::smallint where stream = ? and record_ref = any (?)
            """;

    private final DataSource dataSource;
    private final Policies policies;
    private final Streams streams;
    private final PersonEvents events;
    private final DueUpdates updates;
    private final DueAlarm alarm;
    private final Event<HoldingsChanged> changed;

    HoldingRegister(
            DataSource dataSource,
            Policies policies,
            Streams streams,
            PersonEvents events,
            DueUpdates updates,
            DueAlarm alarm,
            Event<HoldingsChanged> changed) {
        this.dataSource = dataSource;
        this.policies = policies;
        this.streams = streams;
        this.events = events;
        this.updates = updates;
        this.alarm = alarm;
        this.changed = changed;
    }

    /**
     * What became of a batch. The three together are all lines of it.
     *
     * @param changed lines that were news
     * @param removed lines that took a record out
     * @param unchanged lines that said what was known
     * @param systems data systems of which something changed
     */
    public record Taken(int changed, int removed, int unchanged, Set<String> systems) {}

    private record Record(Name stream, String recordRef) {}

    /**
     * Takes a batch in: a record is known by its system, category and reference; what was known is left alone, what
     * changed is changed and gets its due date anew. Of lines about the same record the last counts.
     *
     * @param batch some thousands at most; their systems and categories are not checked here
     */
    @Transactional(TxType.MANDATORY)
    public Taken take(String organisation, List<Registration> batch) {
        var last = new LinkedHashMap<Record, Registration>();
        var repeated = 0;
        var overtaken = 0;
        for (var line : batch) {
            var before = last.put(new Record(new Name(line.system(), line.category()), line.recordRef()), line);
            if (line.equals(before)) {
                repeated++;
            } else if (before != null) {
                overtaken++;
            }
        }
        try (var connection = dataSource.getConnection()) {
            var taken = take(connection, organisation, last);
            return new Taken(
                    taken.changed() + overtaken, taken.removed(), taken.unchanged() + repeated, taken.systems());
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    private Taken take(Connection connection, String organisation, Map<Record, Registration> lines)
            throws SQLException {
        RegisterLocks.many(connection, organisation);
        var terms = terms(organisation);
        var names = lines.keySet().stream().map(Record::stream).collect(Collectors.toSet());
        var numbers = streams.named(connection, organisation, names, terms);
        var known = events.of(
                connection,
                organisation,
                lines.values().stream()
                        .map(Registration::subject)
                        .filter(Objects::nonNull)
                        .toList());
        var done = done(connection, numbers.values(), lines.keySet());
        var rows = new ArrayList<Row>(lines.size());
        var gone = new HashMap<Integer, List<String>>();
        lines.forEach((record, line) -> {
            var stream = numbers.get(record.stream()).id();
            if (line.removed()) {
                gone.computeIfAbsent(stream, number -> new ArrayList<>()).add(line.recordRef());
            } else {
                var asked = new Question(
                        line.category(),
                        line.role(),
                        line.trigger(),
                        line.startedOn(),
                        done.getOrDefault(record, (short) 0));
                rows.add(new Row(stream, line, terms.due(asked, known.getOrDefault(line.subject(), Map.of()))));
            }
        });
        var written = HoldingWriter.write(connection, rows);
        var removed = HoldingWriter.remove(connection, gone);
        tellOfChanged(organisation, written, gone, removed.keySet());
        var systems = numbers.values().stream().collect(Collectors.toMap(Stream::id, Stream::system));
        alarm.ring(
                organisation,
                rows.stream()
                        .filter(row -> written.streams().contains(row.stream()))
                        .collect(Collectors.toMap(row -> systems.get(row.stream()), Row::due, DueAlarm::earlier)));
        var touched = numbers.values().stream()
                .filter(stream -> written.streams().contains(stream.id()) || removed.containsKey(stream.id()))
                .map(Stream::system)
                .collect(Collectors.toSet());
        var taken = removed.values().stream().mapToInt(Integer::intValue).sum();
        return new Taken(written.news(), taken, lines.size() - written.news() - taken, touched);
    }

    private void tellOfChanged(
            String organisation, Written written, Map<Integer, List<String>> gone, Set<Integer> goneOf) {
        var records = new HashMap<>(written.changed());
        goneOf.forEach(stream -> records.merge(stream, gone.get(stream), (some, more) -> {
            var both = new ArrayList<>(some);
            both.addAll(more);
            return both;
        }));
        if (!records.isEmpty()) {
            changed.fire(new HoldingsChanged(organisation, records));
        }
    }

    /** Actions that were taken on records that are still there; mostly none. */
    private static Map<Record, Short> done(Connection connection, Collection<Stream> streams, Set<Record> records)
            throws SQLException {
        var byId = streams.stream().collect(Collectors.toMap(Stream::id, stream -> stream));
        var ids = connection.createArrayOf("int4", byId.keySet().toArray());
        try (var any = connection.prepareStatement(ANYTHING_DONE)) {
            any.setArray(1, ids);
            try (var row = any.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Map.of();
                }
            }
        }
        var done = new HashMap<Record, Short>();
        try (var query = connection.prepareStatement(DONE_OF)) {
            query.setArray(1, ids);
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", records.stream().map(Record::recordRef).toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var stream = byId.get(rows.getInt(1));
                    done.put(
                            new Record(new Name(stream.system(), stream.category()), rows.getString(2)),
                            rows.getShort(3));
                }
            }
        }
        return done;
    }

    /**
     * Notes that something was done to records without their being gone, and works their next dates out.
     *
     * @return how many of them are in the register
     */
    @Transactional(TxType.MANDATORY)
    public int done(Stream stream, Collection<String> recordRefs, RetentionAction action) {
        try (var connection = dataSource.getConnection()) {
            RegisterLocks.many(connection, stream.organisation());
            var refs = connection.createArrayOf("text", recordRefs.toArray());
            int marked;
            try (var mark = connection.prepareStatement(MARK)) {
                mark.setShort(1, Codes.of(action));
                mark.setInt(2, stream.id());
                mark.setArray(3, refs);
                marked = mark.executeUpdate();
            }
            updates.ofRecords(connection, stream, recordRefs, terms(stream.organisation()));
            return marked;
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    /**
     * Keeps the date of an event of a person's and works the dates of all that is held about them out anew.
     *
     * @param toldBy the data system that told it, {@code null} when it does not say
     */
    @Transactional(TxType.MANDATORY)
    public Recomputed tell(
            String organisation, SubjectKey subject, Trigger event, LocalDate on, String toldBy, Instant now) {
        try (var connection = dataSource.getConnection()) {
            RegisterLocks.person(connection, organisation, subject);
            var news = events.tell(connection, organisation, subject, event, on, toldBy, now);
            var recomputed = updates.ofPerson(connection, organisation, subject, terms(organisation));
            return new Recomputed(news, recomputed.examined(), recomputed.changed());
        } catch (SQLException e) {
            throw new RegisterUnavailable(e);
        }
    }

    /**
     * What an event did.
     *
     * @param news whether its date was not known yet
     * @param holdings holdings of the person
     * @param changed those of them that go on another date than before
     */
    public record Recomputed(boolean news, int holdings, int changed) {}

    /** By the rules in force today; without a policy nothing is due. */
    HoldingTerms terms(String organisation) {
        return new HoldingTerms(policies.current(organisation)
                .map(PolicyVersion::rules)
                .orElseGet(() -> new RetentionRules(List.of())));
    }
}
