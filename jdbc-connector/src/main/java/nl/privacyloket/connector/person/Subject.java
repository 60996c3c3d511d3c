package nl.privacyloket.connector.person;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The person that a command is about.
 *
 * @param requestId request that the command belongs to
 * @param values given identifier values by type; blanks are left out
 */
public record Subject(UUID requestId, Map<String, Set<String>> values) {

    /** The subject of a request, from the identifiers that came with it. */
    public static Subject of(UUID requestId, List<Identifier> identifiers) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Identifier identifier : identifiers) {
            if (identifier.value() != null && !identifier.value().isBlank()) {
                values.computeIfAbsent(identifier.type(), type -> new LinkedHashSet<>())
                        .add(identifier.value());
            }
        }
        return new Subject(requestId, values);
    }

    /** The given values of a type; empty when there are none. */
    public Set<String> valuesOf(String type) {
        return values.getOrDefault(type, Set.of());
    }

    /** The same person, known by one identifier more. */
    Subject with(String type, String value) {
        Map<String, Set<String>> more = new LinkedHashMap<>(values);
        more.put(type, Set.of(value));
        return new Subject(requestId, more);
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "Subject[requestId=" + requestId + ", types=" + values.keySet() + "]";
    }
}
