package nl.privacyloket.connector.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.connector.mapping.TableName;

/**
 * A table as the database has it.
 *
 * @param name name
 * @param obstacle why rows of it cannot be served, such as that it is a view; {@code null} when they can
 * @param columns columns by name, in their order
 * @param primaryKey columns of the primary key; empty when there is none
 * @param uniqueKeys column sets that a unique index covers wholly (no partial or expression index)
 * @param privileges what the connected role may do: {@code SELECT}, {@code UPDATE}, {@code DELETE}
 */
public record CatalogueTable(
        TableName name,
        String obstacle,
        Map<String, CatalogueColumn> columns,
        List<String> primaryKey,
        List<Set<String>> uniqueKeys,
        Set<String> privileges) {

    /** Whether no two rows can agree on all of these columns. */
    public boolean isUnique(Collection<String> names) {
        return uniqueKeys.stream().anyMatch(names::containsAll);
    }
}
