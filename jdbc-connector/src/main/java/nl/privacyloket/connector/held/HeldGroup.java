package nl.privacyloket.connector.held;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.Normalisation;

/** Persons who stay in the same category. */
final class HeldGroup {
    private final Map<String, Set<String>> values = new LinkedHashMap<>();
    private final Map<Comparison, Set<String>> comparable = new HashMap<>();
    private final Set<UUID> remembered = new HashSet<>();

    /** Identifier values by type. */
    Map<String, Set<String>> values() {
        return values;
    }

    /** Earlier erasures of theirs. */
    Set<UUID> remembered() {
        return remembered;
    }

    /** Adds values and returns what was not known before. */
    Set<String> add(String type, Set<String> more) {
        Set<String> known = values.getOrDefault(type, Set.of());
        Set<String> unknown = new TreeSet<>(more);
        unknown.removeAll(known);
        Set<String> all = new TreeSet<>(known);
        all.addAll(unknown);
        values.put(type, all);
        return unknown;
    }

    /** The values as they compare with the column. */
    Set<String> comparable(IdentifierColumn identifier) {
        return comparable.getOrDefault(new Comparison(identifier.type(), identifier.normalisation()), Set.of());
    }

    void compare(IdentifierColumn identifier, Set<String> comparableValues) {
        comparable.put(new Comparison(identifier.type(), identifier.normalisation()), comparableValues);
    }

    private record Comparison(String type, Normalisation normalisation) {}
}
