package nl.privacyloket.connector.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is written over the columns of a row that stays.
 *
 * @param values column to its new value as text, or to {@code null} for NULL
 */
public record ColumnChanges(Map<String, String> values) {

    public ColumnChanges {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Changes nothing. */
    public static ColumnChanges none() {
        return new ColumnChanges(Map.of());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether the column becomes NULL. */
    public boolean nulls(String column) {
        return values.containsKey(column) && values.get(column) == null;
    }

    /** Whether the column gets another value, NULL included. */
    public boolean changes(String column) {
        return values.containsKey(column);
    }
}
