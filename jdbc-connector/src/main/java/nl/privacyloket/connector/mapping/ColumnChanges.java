package nl.privacyloket.connector.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is written over the columns of a row that stays.
 *
 * @param values column to its new value as text, or to {@code null} for NULL
 * @param strategies column to how its new value is made from the old one
 */
public record ColumnChanges(Map<String, String> values, Map<String, Strategy> strategies) {

    public ColumnChanges {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        strategies = Collections.unmodifiableMap(new LinkedHashMap<>(strategies));
    }

    /** New values, whatever the old ones are. */
    public ColumnChanges(Map<String, String> values) {
        this(values, Map.of());
    }

    /** Changes nothing. */
    public static ColumnChanges none() {
        return new ColumnChanges(Map.of());
    }

    public boolean isEmpty() {
        return values.isEmpty() && strategies.isEmpty();
    }

    /** The columns that are written over. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(values.keySet());
        columns.addAll(strategies.keySet());
        return columns;
    }

    /** Whether the column becomes NULL. */
    public boolean nulls(String column) {
        return values.containsKey(column) && values.get(column) == null;
    }

    /** Whether the column gets another value, NULL included. */
    public boolean changes(String column) {
        return values.containsKey(column) || strategies.containsKey(column);
    }
}
