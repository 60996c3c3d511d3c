package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.retention.register.Codes;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.rule.Trigger;

/** Reads what is known of the persons of due holdings. */
@ApplicationScoped
class Persons {
    private static final String EVENTS = """
            select subject, triggered, max(happened_on) from subject_event
             where organisation = ? and subject = any (?) group by subject, triggered
            """;

    private final FileSubjects ofFiles;

    Persons(FileSubjects ofFiles) {
        this.ofFiles = ofFiles;
    }

    /**
     * What is known of some persons.
     *
     * @param events what happened to them, and when
     * @param ofFiles with request files: hashes of their persons, by file; without the files of whose person nothing is known
     */
    record Known(Map<SubjectKey, Map<Trigger, LocalDate>> events, Map<String, List<byte[]>> ofFiles) {}

    Known of(Connection connection, SliceKey slice, List<DueHolding> page) throws SQLException {
        return new Known(
                events(connection, slice.organisation(), page),
                slice.isRequestFiles() ? ofFiles.of(connection, slice.organisation(), page) : Map.of());
    }

    private static Map<SubjectKey, Map<Trigger, LocalDate>> events(
            Connection connection, String organisation, List<DueHolding> page) throws SQLException {
        var events = new HashMap<SubjectKey, Map<Trigger, LocalDate>>();
        var subjects = page.stream()
                .map(DueHolding::subject)
                .distinct()
                .map(SubjectKey::bytes)
                .toArray(byte[][]::new);
        try (var query = connection.prepareStatement(EVENTS)) {
            query.setString(1, organisation);
            query.setArray(2, connection.createArrayOf("bytea", subjects));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.computeIfAbsent(SubjectKey.of(rows.getBytes(1)), subject -> new EnumMap<>(Trigger.class))
                            .put(Codes.trigger(rows.getShort(2)), rows.getObject(3, LocalDate.class));
                }
            }
        }
        return events;
    }
}
