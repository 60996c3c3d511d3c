package nl.privacyloket.connector.held;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.Normalisation;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.person.Identifier;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.rows.Ancestry;
import nl.privacyloket.connector.rows.Ancestry.Level;
import nl.privacyloket.connector.rows.RowSql;

/**
 * Which rows belong to persons whose data stay. Where an ordinary command must not touch somebody else's rows, a hold must
 * not miss one: a row stays when any identifier in it, or above it, is one of the person's; identifiers that the person's
 * own rows add are theirs too; and so are the rows that a law kept of them after an erasure.
 */
public final class HeldPersons {
    /** How often rows that were found may lead to further rows; people are not chains. */
    private static final int STEPS = 5;

    private final FittedMapping fitted;
    /** By the category that stays; {@code null} for all. */
    private final Map<String, Group> groups = new HashMap<>();

    private HeldPersons(FittedMapping fitted) {
        this.fitted = fitted;
    }

    /** Looks up who is meant, once for as many rows as are to be judged. */
    public static HeldPersons read(
            Connection connection, FittedMapping fitted, PersonFinder finder, Collection<HeldPerson> persons)
            throws SQLException {
        HeldPersons held = new HeldPersons(fitted);
        for (HeldPerson person : persons) {
            Group group = held.groups.computeIfAbsent(person.category(), category -> new Group());
            for (Identifier identifier : person.identifiers()) {
                if (identifier.value() != null && !identifier.value().isBlank()) {
                    group.add(identifier.type(), Set.of(identifier.value()));
                }
            }
        }
        for (Group group : held.groups.values()) {
            held.widen(connection, finder, group);
            for (Map.Entry<String, Set<String>> type : group.values.entrySet()) {
                group.remembered.addAll(
                        ErasedPersons.knownBy(connection, finder.hashes(connection, type.getKey(), type.getValue())));
            }
            held.makeComparable(connection, group);
        }
        return held;
    }

    /** Whether there is nobody to look out for. */
    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Whether an earlier erasure left rows of one of these that stay in that category. */
    public boolean remembers(Collection<UUID> persons, String category) {
        return groupsOf(category).stream().anyMatch(group -> persons.stream().anyMatch(group.remembered::contains));
    }

    /** Which of the rows stay, and in which categories. */
    public HeldRows among(Connection connection, MappedTable table, Collection<String> keys) throws SQLException {
        HeldRows found = new HeldRows();
        if (groups.isEmpty() || keys.isEmpty()) {
            return found;
        }
        Ancestry ancestry = Ancestry.of(fitted, table);
        List<String> categories = new ArrayList<>(groups.keySet());
        List<Object> parameters = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (String category : categories) {
            conditions.add(condition(ancestry, groups.get(category), parameters));
        }
        String sql = "SELECT " + RowSql.json(Ancestry.SELF, fitted.key(table)) + "::text, "
                + String.join(", ", conditions) + " FROM " + table.name().sql() + " t JOIN "
                + RowSql.keys(fitted, table) + " ON " + RowSql.sameKey(fitted, table) + ancestry.joins();
        parameters.add(RowSql.array(List.copyOf(keys)));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < categories.size(); i++) {
                        if (rows.getBoolean(i + 2)) {
                            found.add(rows.getString(1), categories.get(i));
                        }
                    }
                }
            }
        }
        return found;
    }

    /**
     * The condition that row {@code t} stays in its category, in a statement that has the {@link Ancestry#joins}.
     *
     * @param parameters what the condition's parameters are is added here, for {@link #bind}
     */
    public String condition(MappedTable table, List<Object> parameters) {
        Ancestry ancestry = Ancestry.of(fitted, table);
        List<String> conditions = new ArrayList<>();
        for (Group group : groupsOf(table.category())) {
            conditions.add(condition(ancestry, group, parameters));
        }
        return conditions.isEmpty() ? "false" : String.join(" OR ", conditions);
    }

    /** Sets parameters as {@link #condition} asks for them: texts as they are, sets as arrays. */
    public static int bind(Connection connection, PreparedStatement statement, int first, List<Object> parameters)
            throws SQLException {
        int position = first;
        for (Object parameter : parameters) {
            if (parameter instanceof Collection<?> values) {
                boolean isUuids = values.iterator().next() instanceof UUID;
                Array array = connection.createArrayOf(isUuids ? "uuid" : "text", values.toArray());
                statement.setArray(position++, array);
            } else {
                statement.setObject(position++, parameter);
            }
        }
        return position;
    }

    private List<Group> groupsOf(String category) {
        List<Group> applying = new ArrayList<>();
        groups.forEach((name, group) -> {
            if (name == null || name.equals(category)) {
                applying.add(group);
            }
        });
        return applying;
    }

    private String condition(Ancestry ancestry, Group group, List<Object> parameters) {
        List<String> ways = new ArrayList<>();
        for (Level level : ancestry.levels()) {
            for (IdentifierColumn identifier : level.table().identifiers().values()) {
                Set<String> values = group.comparable(identifier);
                if (!values.isEmpty()) {
                    ways.add("coalesce(" + identifier.sql(level.alias()) + " = ANY(?), false)");
                    parameters.add(values);
                }
            }
            if (!group.remembered.isEmpty()) {
                ways.add("EXISTS (SELECT 1 FROM retained_record m WHERE m.table_name = ? AND m.row_key = "
                        + RowSql.json(level.alias(), fitted.key(level.table())) + " AND m.person_id = ANY(?))");
                parameters.add(level.table().name().toString());
                parameters.add(group.remembered);
            }
        }
        return ways.isEmpty() ? "false" : "(" + String.join(" OR ", ways) + ")";
    }

    /** Adds the identifiers in the persons' own rows. What several persons share leads to nobody else. */
    private void widen(Connection connection, PersonFinder finder, Group group) throws SQLException {
        Map<String, Set<String>> fresh = group.values;
        for (int step = 0; step < STEPS && !fresh.isEmpty(); step++) {
            Map<String, Set<String>> found = new HashMap<>();
            for (MappedTable table : fitted.parentsFirst()) {
                read(connection, finder, table, fresh)
                        .forEach((type, values) -> found.computeIfAbsent(type, any -> new TreeSet<>())
                                .addAll(values));
            }
            Map<String, Set<String>> added = new HashMap<>();
            found.forEach((type, values) -> {
                Set<String> unknown = group.add(type, values);
                if (!unknown.isEmpty()) {
                    added.put(type, unknown);
                }
            });
            fresh = added;
        }
    }

    private Map<String, Set<String>> read(
            Connection connection, PersonFinder finder, MappedTable table, Map<String, Set<String>> wanted)
            throws SQLException {
        List<IdentifierColumn> finding =
                table.identifiers().values().stream().filter(finder::finds).toList();
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        for (IdentifierColumn identifier : finding) {
            Set<String> values = PersonFinder.comparable(
                    connection, identifier.normalisation(), wanted.getOrDefault(identifier.type(), Set.of()));
            if (!values.isEmpty()) {
                conditions.add(identifier.sql("t") + " = ANY(?)");
                parameters.add(values);
            }
        }
        Map<String, Set<String>> found = new HashMap<>();
        if (conditions.isEmpty()) {
            return found;
        }
        String columns = finding.stream()
                .map(identifier -> identifier.sql("t"))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        String sql = "SELECT DISTINCT " + columns + " FROM " + table.name().sql() + " t WHERE "
                + String.join(" OR ", conditions);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < finding.size(); i++) {
                        if (rows.getString(i + 1) != null) {
                            found.computeIfAbsent(finding.get(i).type(), type -> new TreeSet<>())
                                    .add(rows.getString(i + 1));
                        }
                    }
                }
            }
        }
        return found;
    }

    private void makeComparable(Connection connection, Group group) throws SQLException {
        for (MappedTable table : fitted.parentsFirst()) {
            for (IdentifierColumn identifier : table.identifiers().values()) {
                Set<String> values = group.values.getOrDefault(identifier.type(), Set.of());
                Comparison comparison = new Comparison(identifier.type(), identifier.normalisation());
                if (!values.isEmpty() && !group.comparable.containsKey(comparison)) {
                    group.comparable.put(
                            comparison, PersonFinder.comparable(connection, identifier.normalisation(), values));
                }
            }
        }
    }

    private record Comparison(String type, Normalisation normalisation) {}

    /** Persons who stay in the same category. */
    private static final class Group {
        private final Map<String, Set<String>> values = new LinkedHashMap<>();
        private final Map<Comparison, Set<String>> comparable = new HashMap<>();
        private final Set<UUID> remembered = new HashSet<>();

        /** What was not known before. */
        Set<String> add(String type, Set<String> more) {
            Set<String> known = values.getOrDefault(type, Set.of());
            Set<String> unknown = new TreeSet<>(more);
            unknown.removeAll(known);
            Set<String> all = new TreeSet<>(known);
            all.addAll(unknown);
            values.put(type, all);
            return unknown;
        }

        Set<String> comparable(IdentifierColumn identifier) {
            return comparable.getOrDefault(new Comparison(identifier.type(), identifier.normalisation()), Set.of());
        }
    }
}
