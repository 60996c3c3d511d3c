package nl.privacyloket.connector.held;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons.Reach;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.TableName;
import nl.privacyloket.connector.person.PersonFinder;
import nl.privacyloket.connector.rows.Ancestry.Level;
import nl.privacyloket.connector.rows.RowSql;

/** Writes the SQL condition that a row stays, or something under it does. */
final class HeldCondition {
    private final FittedMapping fitted;
    private final Reach reach;
    private final Set<String> whole;
    private final Function<String, List<HeldGroup>> groupsOf;
    private final Dialect dialect;
    private int aliases;

    /**
     * @param whole categories that stay whoever's they are
     * @param groupsOf who stays in a category
     */
    HeldCondition(FittedMapping fitted, Reach reach, Set<String> whole, Function<String, List<HeldGroup>> groupsOf) {
        this.fitted = fitted;
        this.dialect = fitted.dialect();
        this.reach = reach;
        this.whole = whole;
        this.groupsOf = groupsOf;
    }

    /**
     * @param levels the row and those above it
     * @param parameters the condition's parameters are added here
     */
    String of(List<Level> levels, List<Object> parameters) {
        return condition(levels, Set.of(), parameters);
    }

    /** @param asked who was asked for already in the rows above */
    private String condition(List<Level> levels, Set<HeldGroup> asked, List<Object> parameters) {
        MappedTable table = levels.get(0).table();
        if (whole.contains(table.category())) {
            return "true";
        }
        List<HeldGroup> groups = groupsOf.apply(table.category());
        List<String> ways = new ArrayList<>();
        for (HeldGroup group : groups) {
            // Whoever has the row above in the same right was found there.
            belongs(asked.contains(group) ? levels.subList(0, 1) : levels, group, ways, parameters);
        }
        Set<HeldGroup> now = new HashSet<>(asked);
        now.addAll(groups);
        for (MappedTable child : children(levels)) {
            List<Level> under = new ArrayList<>();
            under.add(new Level(child, "u" + ++aliases));
            under.addAll(levels);
            List<Object> more = new ArrayList<>();
            String condition = condition(under, now, more);
            if (!condition.equals(HeldPersons.NEVER)) {
                ways.add("EXISTS (SELECT 1 FROM " + child.name().sql() + " "
                        + under.get(0).alias() + " WHERE " + join(under.get(0), levels.get(0)) + " AND " + condition
                        + ")");
                parameters.addAll(more);
            }
        }
        return ways.isEmpty() ? HeldPersons.NEVER : "(" + String.join(" OR ", ways) + ")";
    }

    private void belongs(List<Level> levels, HeldGroup group, List<String> ways, List<Object> parameters) {
        for (Level level : levels) {
            for (IdentifierColumn identifier : level.table().identifiers().values()) {
                Set<String> values = group.comparable(identifier);
                if (!values.isEmpty()) {
                    ways.add("coalesce("
                            + dialect.among(PersonFinder.comparable(dialect, identifier, level.alias()), values)
                            + ", false)");
                    parameters.add(values);
                }
            }
            if (!group.remembered().isEmpty()) {
                ways.add("EXISTS (SELECT 1 FROM retained_record m WHERE m.table_name = ? AND m.row_key = "
                        + RowSql.key(fitted, level.table(), level.alias()) + " AND "
                        + dialect.among("m.person_id", group.remembered()) + ")");
                parameters.add(level.table().name().toString());
                parameters.add(group.remembered());
            }
        }
    }

    private Collection<MappedTable> children(List<Level> levels) {
        MappedTable table = levels.get(0).table();
        return fitted.mapping().tables().values().stream()
                .filter(child -> reach == Reach.TREE
                        || reach == Reach.RECORD && fitted.mapping().isPart(child))
                .filter(child ->
                        child.parent() != null && child.parent().table().equals(table.name()))
                .filter(child -> levels.stream().noneMatch(level -> level.table() == child))
                .toList();
    }

    private static String join(Level child, Level parent) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> pair : child.table().parent().join().entrySet()) {
            pairs.add(child.alias() + "." + TableName.quote(pair.getKey()) + " = " + parent.alias() + "."
                    + TableName.quote(pair.getValue()));
        }
        return String.join(" AND ", pairs);
    }
}
