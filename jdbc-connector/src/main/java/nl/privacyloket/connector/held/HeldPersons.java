package nl.privacyloket.connector.held;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.person.Identifier;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.rows.Ancestry;
import nl.privacyloket.connector.rows.RowSql;

/**
 * Which rows belong to persons whose data stay. Where an ordinary command must not touch somebody else's rows, a hold must
 * not miss one: a row stays when any identifier in it, or above it, is one of the person's; identifiers that the person's
 * own rows add are theirs too; and so are the rows that a law kept of them after an erasure. A category may also stay for
 * everybody.
 */
public final class HeldPersons {
    /** How often rows that were found may lead to further rows; people are not chains. */
    private static final int STEPS = 5;

    static final String NEVER = "false";

    private final FittedMapping fitted;
    /** By the category that stays; {@code null} for all. */
    private final Map<String, HeldGroup> groups = new HashMap<>();
    /** Categories that stay whoever's they are. */
    private final Set<String> whole = new HashSet<>();

    private HeldPersons(FittedMapping fitted) {
        this.fitted = fitted;
    }

    /** Looks up who is meant, once for as many rows as are to be judged. */
    public static HeldPersons read(
            Connection connection, FittedMapping fitted, PersonFinder finder, Collection<HeldPerson> persons)
            throws SQLException {
        HeldPersons held = new HeldPersons(fitted);
        for (HeldPerson person : persons) {
            if (person.isEverybody()) {
                held.whole.add(person.category());
                continue;
            }
            HeldGroup group = held.groups.computeIfAbsent(person.category(), category -> new HeldGroup());
            for (Identifier identifier : person.identifiers()) {
                if (identifier.value() != null && !identifier.value().isBlank()) {
                    group.add(identifier.type(), Set.of(identifier.value()));
                }
            }
        }
        for (HeldGroup group : held.groups.values()) {
            held.widen(connection, finder, group);
            for (Map.Entry<String, Set<String>> type : group.values().entrySet()) {
                group.remembered()
                        .addAll(ErasedPersons.knownBy(
                                connection, finder.hashes(connection, type.getKey(), type.getValue())));
            }
            held.makeComparable(connection, group);
        }
        return held;
    }

    /** Whether there is nobody to look out for. */
    public boolean isEmpty() {
        return groups.isEmpty() && whole.isEmpty();
    }

    /** Whether an earlier erasure left rows of one of these that stay in that category. */
    public boolean remembers(Collection<UUID> persons, String category) {
        return groupsOf(category).stream().anyMatch(group -> persons.stream().anyMatch(group.remembered()::contains));
    }

    /** How far it is looked for something that stays. */
    public enum Reach {
        /** In the row itself. */
        ROW,
        /** In the row and its parts. */
        RECORD,
        /** In the row and everything that hangs under it. */
        TREE
    }

    /** Which of the rows stay, because they are held or, as far as is looked, something under them is. */
    public Set<String> kept(Connection connection, MappedTable table, Collection<String> keys, Reach reach)
            throws SQLException {
        List<Object> parameters = new ArrayList<>();
        parameters.add(RowSql.array(fitted, List.copyOf(keys)));
        String condition = condition(table, reach, parameters);
        Set<String> kept = new HashSet<>();
        if (keys.isEmpty() || condition.equals(NEVER)) {
            return kept;
        }
        String sql = "SELECT " + RowSql.keyText(fitted, table, Ancestry.SELF) + " FROM " + RowSql.named(fitted, table)
                + Ancestry.of(fitted, table).joins() + " WHERE " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.add(rows.getString(1));
                }
            }
        }
        return kept;
    }

    /**
     * The condition that row {@code t} stays, in a statement that has the {@link Ancestry#joins}.
     *
     * @param parameters what the condition's parameters are is added here, for {@link #bind}
     */
    public String condition(MappedTable table, Reach reach, List<Object> parameters) {
        return new HeldCondition(fitted, reach, whole, this::groupsOf)
                .of(Ancestry.of(fitted, table).levels(), parameters);
    }

    /** Sets parameters as {@link #condition} asks for them. */
    public static int bind(Connection connection, PreparedStatement statement, int first, List<Object> parameters)
            throws SQLException {
        return Dialect.of(connection).bind(connection, statement, first, parameters);
    }

    private List<HeldGroup> groupsOf(String category) {
        List<HeldGroup> applying = new ArrayList<>();
        groups.forEach((name, group) -> {
            if (name == null || name.equals(category)) {
                applying.add(group);
            }
        });
        return applying;
    }

    /** Adds the identifiers in the persons' own rows. What several persons share leads to nobody else. */
    private void widen(Connection connection, PersonFinder finder, HeldGroup group) throws SQLException {
        Map<String, Set<String>> fresh = group.values();
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
                conditions.add(fitted.dialect().among(comparable(identifier), values));
                parameters.add(values);
            }
        }
        Map<String, Set<String>> found = new HashMap<>();
        if (conditions.isEmpty()) {
            return found;
        }
        String columns = finding.stream()
                .map(this::comparable)
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

    private String comparable(IdentifierColumn identifier) {
        return PersonFinder.comparable(fitted.dialect(), identifier, "t");
    }

    private void makeComparable(Connection connection, HeldGroup group) throws SQLException {
        for (MappedTable table : fitted.parentsFirst()) {
            for (IdentifierColumn identifier : table.identifiers().values()) {
                Set<String> values = group.values().getOrDefault(identifier.type(), Set.of());
                if (!values.isEmpty() && group.comparable(identifier).isEmpty()) {
                    group.compare(identifier, PersonFinder.comparable(connection, identifier.normalisation(), values));
                }
            }
        }
    }
}
