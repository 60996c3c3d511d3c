package nl.privacyloket.connector.person;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.connector.mapping.TableName;

/**
 * Where a person was found.
 *
 * @param rows keys, as JSON, of the rows that carry their identifiers, by table
 * @param remembered earlier erasures of theirs
 * @param hashes hashes of every identifier in those rows, by type
 */
public record IdentifiedPerson(
        Map<TableName, List<String>> rows, List<UUID> remembered, Map<String, Set<String>> hashes) {

    /** Whether any row carries their identifiers. */
    public boolean isLive() {
        return !rows.isEmpty();
    }

    /** Without keys. */
    @Override
    public String toString() {
        return "IdentifiedPerson[tables=" + rows.keySet() + ", remembered=" + remembered + "]";
    }
}
