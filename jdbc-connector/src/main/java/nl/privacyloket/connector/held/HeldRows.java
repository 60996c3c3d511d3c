package nl.privacyloket.connector.held;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Rows of one table that belong to somebody whose data stay. */
public final class HeldRows {
    private final Map<String, Set<String>> categories = new HashMap<>();

    void add(String key, String category) {
        categories.computeIfAbsent(key, row -> new HashSet<>()).add(category);
    }

    /** Whether data of this category under the row stay. */
    public boolean holds(String key, String category) {
        Set<String> held = categories.get(key);
        return held != null && (held.contains(null) || held.contains(category));
    }
}
