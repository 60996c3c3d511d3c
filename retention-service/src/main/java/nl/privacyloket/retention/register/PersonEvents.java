package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.retention.rule.Trigger;

/**
 * What is known of persons that retention terms count from: the latest date of each event. Each teller's own last word
 * counts: it may correct itself, but not what another one saw later.
 */
@ApplicationScoped
public class PersonEvents {
    private static final String ANY = "select exists (select 1 from subject_event where organisation = ?)";
    private static final String KNOWN = """
            select subject, triggered, max(happened_on) from subject_event
             where organisation = ? and subject = any (?) group by subject, triggered
            """;
    private static final String TELL = """
            insert into subject_event (organisation, subject, triggered, happened_on, told_by, told_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (organisation, subject, triggered, told_by) do update
               set happened_on = excluded.happened_on, told_at = excluded.told_at
             where subject_event.happened_on <> excluded.happened_on
            """;

    /** Who does not say who it is. */
    private static final String SOMEBODY = "";

    /** What is known of these persons; of those who are not in the answer, nothing is. */
    public Map<SubjectKey, Map<Trigger, LocalDate>> of(
            Connection connection, String organisation, Collection<SubjectKey> subjects) throws SQLException {
        if (subjects.isEmpty() || !any(connection, organisation)) {
            return Map.of();
        }
        Map<SubjectKey, Map<Trigger, LocalDate>> known = new HashMap<>();
        try (var query = connection.prepareStatement(KNOWN)) {
            query.setString(1, organisation);
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea",
                            Set.copyOf(subjects).stream().map(SubjectKey::bytes).toArray(byte[][]::new)));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    known.computeIfAbsent(SubjectKey.of(rows.getBytes(1)), subject -> new EnumMap<>(Trigger.class))
                            .put(Codes.trigger(rows.getInt(2)), rows.getObject(3, LocalDate.class));
                }
            }
        }
        return known;
    }

    private static boolean any(Connection connection, String organisation) throws SQLException {
        try (var query = connection.prepareStatement(ANY)) {
            query.setString(1, organisation);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /**
     * Keeps the date of an event; the last that was told by that teller counts, and the latest of all tellers.
     *
     * @param toldBy the data system that told it; {@code null} when it does not say: those count as one teller
     * @return whether that was news
     */
    boolean tell(
            Connection connection,
            String organisation,
            SubjectKey subject,
            Trigger event,
            LocalDate on,
            String toldBy,
            Instant now)
            throws SQLException {
        try (var insert = connection.prepareStatement(TELL)) {
            insert.setString(1, organisation);
            insert.setBytes(2, subject.bytes());
            insert.setShort(3, Codes.of(event));
            insert.setObject(4, on);
            insert.setString(5, toldBy == null ? SOMEBODY : toldBy);
            insert.setObject(6, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() > 0;
        }
    }
}
