package nl.privacyloket.connector.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.connector.mapping.TableName;

/**
 * What the database says about the tables of a mapping.
 *
 * @param tables those that exist
 * @param foreignKeys every foreign key from or to one of them, from unmapped tables too
 */
public record Catalogue(Map<TableName, CatalogueTable> tables, List<ForeignKey> foreignKeys) {

    public Optional<CatalogueTable> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    public Optional<CatalogueColumn> column(TableName table, String column) {
        return table(table).map(found -> found.columns().get(column));
    }

    /** Foreign keys that point at the table. */
    public List<ForeignKey> referencesTo(TableName table) {
        return foreignKeys.stream().filter(key -> key.to().equals(table)).toList();
    }
}
