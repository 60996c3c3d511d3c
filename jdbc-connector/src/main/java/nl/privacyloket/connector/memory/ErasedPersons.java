package nl.privacyloket.connector.memory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.mapping.TableName;

/**
 * The connector's memory of erased persons, in its own schema: hashes of what they were known by, and the keys of rows
 * that a law keeps. A retained row has lost its link to the person in the data tables; this is how it is counted when the
 * erasure is verified, shown when the person asks again, and found when its term ends.
 */
public final class ErasedPersons {
    private static final String FIND = """
            SELECT i.person_id, i.type, i.hash
            FROM erased_identifier i JOIN erased_person p ON p.id = i.person_id
            WHERE i.person_id IN (SELECT person_id FROM erased_identifier WHERE %s)
              AND (p.request_id = ? OR EXISTS (SELECT 1 FROM retained_record r WHERE r.person_id = p.id))
            ORDER BY i.person_id
            """;
    private static final String INSERT_IDENTIFIER =
            "INSERT INTO erased_identifier (person_id, type, hash) VALUES (?, ?, ?)";
    private static final String KEEP =
            "INSERT INTO retained_record (table_name, row_key, person_id, category, retained_until, retained_at)"
                    + " VALUES (?, %s, ?, ?, ?, ?)";

    private ErasedPersons() {}

    /**
     * Remembered persons that any of the hashes belongs to: those of the same request, and those of whom rows are kept.
     *
     * @return hashes by identifier type, by person
     */
    public static Map<UUID, Map<String, Set<String>>> find(
            Connection connection, Collection<String> hashes, UUID requestId) throws SQLException {
        Map<UUID, Map<String, Set<String>>> persons = new LinkedHashMap<>();
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement statement = connection.prepareStatement(FIND.formatted(dialect.among("hash", hashes)))) {
            int next = dialect.bind(connection, statement, 1, List.of(hashes));
            statement.setObject(next, requestId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    persons.computeIfAbsent(rows.getObject(1, UUID.class), id -> new HashMap<>())
                            .computeIfAbsent(rows.getString(2), type -> new TreeSet<>())
                            .add(rows.getString(3));
                }
            }
        }
        return persons;
    }

    /** Remembered persons that any of the hashes belongs to, whatever became of them since. */
    public static Set<UUID> knownBy(Connection connection, Collection<String> hashes) throws SQLException {
        Set<UUID> persons = new TreeSet<>();
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT DISTINCT person_id FROM erased_identifier WHERE " + dialect.among("hash", hashes))) {
            dialect.bind(connection, statement, 1, List.of(hashes));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    persons.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return persons;
    }

    /** Remembers a person, and returns the id under which rows can be kept. */
    public static UUID remember(
            Connection connection, UUID requestId, UUID commandId, Map<String, Set<String>> hashes, Instant at)
            throws SQLException {
        UUID person = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO erased_person (id, request_id, command_id, erased_at) VALUES (?, ?, ?, ?)")) {
            insert.setObject(1, person);
            insert.setObject(2, requestId);
            insert.setObject(3, commandId);
            insert.setObject(4, at.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                INSERT_IDENTIFIER + Dialect.of(connection).orKeep("type"))) {
            for (Map.Entry<String, Set<String>> type : hashes.entrySet()) {
                for (String hash : type.getValue()) {
                    insert.setObject(1, person);
                    insert.setString(2, type.getKey());
                    insert.setString(3, hash);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        return person;
    }

    /**
     * Remembers persons who are remembered already, under another request: what a law keeps from now on goes by that request.
     *
     * @return the one of them that is of that request, or a new one
     */
    public static UUID rememberAgain(
            Connection connection, UUID requestId, UUID commandId, Collection<UUID> persons, Instant at)
            throws SQLException {
        Map<String, Set<String>> hashes = new HashMap<>();
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT p.id, p.request_id, i.type, i.hash FROM erased_person p JOIN erased_identifier i"
                        + " ON i.person_id = p.id WHERE " + dialect.among("p.id", persons))) {
            dialect.bind(connection, query, 1, List.of(persons));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (requestId.equals(rows.getObject(2, UUID.class))) {
                        return rows.getObject(1, UUID.class);
                    }
                    hashes.computeIfAbsent(rows.getString(3), type -> new TreeSet<>())
                            .add(rows.getString(4));
                }
            }
        }
        return remember(connection, requestId, commandId, hashes, at);
    }

    /** Persons who are remembered are known by these hashes too from now on. */
    public static void know(Connection connection, Collection<UUID> persons, String type, Collection<String> hashes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                INSERT_IDENTIFIER + Dialect.of(connection).orKeep("type"))) {
            for (UUID person : persons) {
                for (String hash : hashes) {
                    insert.setObject(1, person);
                    insert.setString(2, type);
                    insert.setString(3, hash);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Keys of the rows that are kept of these persons, as JSON, by table. */
    public static Map<TableName, Set<String>> retained(Connection connection, Collection<UUID> persons)
            throws SQLException {
        Map<TableName, Set<String>> keys = new HashMap<>();
        if (persons.isEmpty()) {
            return keys;
        }
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement statement = connection.prepareStatement("SELECT table_name, "
                + dialect.storedKey("row_key") + " FROM retained_record WHERE "
                + dialect.among("person_id", persons))) {
            dialect.bind(connection, statement, 1, List.of(persons));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.computeIfAbsent(TableName.parse(rows.getString(1), ""), table -> new TreeSet<>())
                            .add(rows.getString(2));
                }
            }
        }
        return keys;
    }

    /**
     * Keys of rows that an erasure left because a law kept them through a day that is past, in their order. What is kept
     * without a known day is not among them.
     *
     * @param keptBefore the first day through which nothing that is named is kept
     * @param after the last key that was named before, or {@code null}
     */
    public static List<String> retained(
            Connection connection,
            UUID requestId,
            TableName table,
            String category,
            LocalDate keptBefore,
            String after,
            int limit)
            throws SQLException {
        Dialect dialect = Dialect.of(connection);
        String next = after == null ? "" : " AND r.row_key > " + dialect.keyParameter();
        try (PreparedStatement query = connection.prepareStatement("SELECT " + dialect.storedKey("r.row_key")
                + " FROM retained_record r JOIN erased_person p ON p.id = r.person_id"
                + " WHERE p.request_id = ? AND r.table_name = ? AND r.category = ? AND r.retained_until < ?" + next
                + " ORDER BY r.row_key LIMIT " + limit)) {
            query.setObject(1, requestId);
            query.setString(2, table.toString());
            query.setString(3, category);
            query.setObject(4, keptBefore);
            if (after != null) {
                query.setString(5, after);
            }
            List<String> keys = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        }
    }

    /** Keeps rows on behalf of a person; a row that is kept already is kept by the new date, and for them. */
    public static void retain(Connection connection, UUID person, List<RetainedRecord> records, Instant at)
            throws SQLException {
        insert(
                connection,
                Dialect.of(connection)
                        .orReplace(List.of("table_name", "row_key"), List.of("person_id", "retained_until")),
                person,
                records,
                at);
    }

    /** Keeps rows on behalf of a person; a row that is kept already stays as it was, date included. */
    public static void retainUnlessKept(Connection connection, UUID person, List<RetainedRecord> records, Instant at)
            throws SQLException {
        insert(connection, Dialect.of(connection).orKeep("category"), person, records, at);
    }

    private static void insert(
            Connection connection, String orElse, UUID person, List<RetainedRecord> records, Instant at)
            throws SQLException {
        String sql = KEEP.formatted(Dialect.of(connection).keyParameter()) + orElse;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (RetainedRecord record : records) {
                insert.setString(1, record.table().toString());
                insert.setString(2, record.key());
                insert.setObject(3, person);
                insert.setString(4, record.category());
                insert.setObject(5, record.until());
                insert.setObject(6, at.atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Whether a row of any of these tables is kept, whoever's. */
    public static boolean keepsAnyOf(Connection connection, List<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT 1 FROM retained_record WHERE table_name = ? LIMIT 1")) {
                query.setString(1, table.toString());
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Lets go of rows that are no longer there, in one statement however many tables they were in.
     *
     * @param gone keys as JSON, by table
     */
    public static void release(Connection connection, Map<TableName, ? extends Collection<String>> gone)
            throws SQLException {
        Dialect dialect = Dialect.of(connection);
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        gone.forEach((table, keys) -> {
            if (!keys.isEmpty()) {
                conditions.add("(table_name = ? AND " + dialect.keyAmong("row_key", keys) + ")");
                parameters.add(table.toString());
                parameters.add(keys);
            }
        });
        if (conditions.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM retained_record WHERE " + String.join(" OR ", conditions))) {
            dialect.bind(connection, delete, 1, parameters);
            delete.executeUpdate();
        }
    }

    /**
     * Forgets persons erased before a moment of whom nothing is kept, and answers of commands executed and purges stopped before it.
     *
     * @return how many persons were forgotten
     */
    public static int forgetBefore(Connection connection, Instant moment) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM executed_command WHERE executed_at < ?")) {
            delete.setObject(1, moment.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM pending_purge WHERE stopped_at < ?")) {
            delete.setObject(1, moment.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM erased_person WHERE erased_at < ? AND NOT EXISTS "
                        + "(SELECT 1 FROM retained_record r WHERE r.person_id = erased_person.id)")) {
            delete.setObject(1, moment.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }

    /**
     * A row that a law keeps.
     *
     * @param table its table
     * @param key its key as JSON
     * @param category its category
     * @param until last day on which it is kept; {@code null} when the instruction named none
     */
    public record RetainedRecord(TableName table, String key, String category, LocalDate until) {}
}
