package nl.privacyloket.kit.refusal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.database.MessagingDatabase;

/**
 * Refused calls of each minute, counted together by all instances. In memory an instance tells a limited number apart, so that
 * neither a flood of calls nor one of different objects grows anything.
 */
final class RefusalCounts {
    /** How many an instance tells apart in a minute. */
    static final int TOLD_APART = 200;
    /** As long as the database is away, so many minutes are told apart; what comes after them is counted with the last. */
    static final int MINUTES_KEPT = 60;

    private static final String ADD = """
            insert into audit_refusal (minute, organisation, actor, outcome, object_type, object_id, request_id, times)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String KEY = "minute, organisation, actor, outcome, object_type, object_id, request_id";
    private static final String CLOSE = """
            delete from audit_refusal where minute < ?
            returning minute, organisation, actor, outcome, object_type, object_id, request_id, times
            """;

    private record Counted(Instant minute, Refusal refusal) {}

    private final Map<Counted, Long> counts = new HashMap<>();
    private final TreeSet<Instant> minutes = new TreeSet<>();
    private final Map<Instant, Set<Refusal>> toldApart = new HashMap<>();

    synchronized void count(Refusal refusal, Instant at) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        if (minutes.size() >= MINUTES_KEPT && !minutes.contains(minute)) {
            counts.merge(new Counted(minutes.last(), refusal.withoutObject()), 1L, Long::sum);
            return;
        }
        minutes.add(minute);
        // Told apart for the whole minute, however often it is flushed meanwhile.
        Set<Refusal> apart = toldApart.computeIfAbsent(minute, key -> new HashSet<>());
        boolean isTold = apart.contains(refusal) || apart.size() < TOLD_APART && apart.add(refusal);
        counts.merge(new Counted(minute, isTold ? refusal : refusal.withoutObject()), 1L, Long::sum);
    }

    private synchronized Map<Counted, Long> take(Instant now) {
        Map<Counted, Long> taken = Map.copyOf(counts);
        counts.clear();
        minutes.clear();
        toldApart.keySet().removeIf(minute -> minute.isBefore(now.minus(5, ChronoUnit.MINUTES)));
        return taken;
    }

    /** How many different ones are counted here and not written yet. */
    synchronized int size() {
        return counts.size();
    }

    private synchronized void giveBack(Map<Counted, Long> taken) {
        taken.forEach((counted, times) -> {
            counts.merge(counted, times, Long::sum);
            minutes.add(counted.minute());
        });
    }

    /** What of a flush is to be done when its transaction fails. */
    interface Store {
        void run(Rows rows) throws Exception;
    }

    /** Writes rows with a transaction. */
    interface Rows {
        void into(Connection connection) throws SQLException;
    }

    /** Adds what was counted here to what other instances have counted; when that fails it stays counted here. */
    void flush(Instant now, Store store) throws Exception {
        Map<Counted, Long> taken = take(now);
        if (taken.isEmpty()) {
            return;
        }
        try {
            store.run(connection -> write(connection, taken));
        } catch (Exception e) {
            giveBack(taken);
            throw e;
        }
    }

    private static void write(Connection connection, Map<Counted, Long> taken) throws SQLException {
        // In one order, so that two instances cannot wait for each other.
        List<Map.Entry<Counted, Long>> ordered = taken.entrySet().stream()
                .sorted((one, other) ->
                        one.getKey().toString().compareTo(other.getKey().toString()))
                .toList();
        try (PreparedStatement add = connection.prepareStatement(
                ADD + MessagingDatabase.of(connection).addingTo("audit_refusal", KEY, "times"))) {
            for (Map.Entry<Counted, Long> each : ordered) {
                Refusal refusal = each.getKey().refusal();
                add.setObject(1, each.getKey().minute().atOffset(ZoneOffset.UTC));
                add.setString(2, refusal.organisation());
                add.setString(3, refusal.actor());
                add.setString(4, refusal.outcome());
                add.setString(5, refusal.objectType());
                add.setString(6, refusal.objectId());
                add.setString(
                        7,
                        refusal.requestId() == null ? "" : refusal.requestId().toString());
                add.setLong(8, each.getValue());
                add.executeUpdate();
            }
        }
    }

    /** Takes the minutes that are over out of the table, with the running transaction: each is taken once. */
    static List<AuditEntry> close(Connection connection, Instant before) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setObject(1, before.atOffset(ZoneOffset.UTC));
            try (ResultSet row = close.executeQuery()) {
                while (row.next()) {
                    String request = row.getString("request_id");
                    Refusal refusal = new Refusal(
                            row.getString("organisation"),
                            row.getString("actor"),
                            row.getString("outcome"),
                            row.getString("object_type"),
                            row.getString("object_id"),
                            request.isEmpty() ? null : UUID.fromString(request));
                    Instant minute =
                            row.getObject("minute", OffsetDateTime.class).toInstant();
                    entries.add(refusal.entry(minute, row.getLong("times")));
                }
            }
        }
        return entries;
    }
}
