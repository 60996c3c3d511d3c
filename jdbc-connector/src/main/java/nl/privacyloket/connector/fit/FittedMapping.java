package nl.privacyloket.connector.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueTable;
import nl.privacyloket.connector.catalogue.ForeignKey;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;

/** A mapping that was held against its database and fits. Only {@link MappingCheck} makes one. */
public final class FittedMapping {
    private final SystemMapping mapping;
    private final Catalogue catalogue;
    private final Dialect dialect;
    private final List<MappedTable> parentsFirst;
    private final List<MappedTable> deleteOrder;

    FittedMapping(SystemMapping mapping, Catalogue catalogue, Dialect dialect, List<TableName> deleteOrder) {
        this.dialect = dialect;
        this.mapping = mapping;
        this.catalogue = catalogue;
        this.deleteOrder = deleteOrder.stream().map(mapping.tables()::get).toList();
        Set<MappedTable> parentsFirst = new LinkedHashSet<>();
        mapping.tables().values().forEach(table -> addAfterParent(table, parentsFirst));
        this.parentsFirst = List.copyOf(parentsFirst);
    }

    private void addAfterParent(MappedTable table, Set<MappedTable> order) {
        mapping.parentOf(table).ifPresent(parent -> addAfterParent(parent, order));
        order.add(table);
    }

    public SystemMapping mapping() {
        return mapping;
    }

    /** How the database writes its SQL. */
    public Dialect dialect() {
        return dialect;
    }

    /** All tables, each after the one that it hangs under. */
    public List<MappedTable> parentsFirst() {
        return parentsFirst;
    }

    /** All tables, each before those that it refers to. */
    public List<MappedTable> deleteOrder() {
        return deleteOrder;
    }

    /** Columns that name one row of the table. */
    public List<String> key(MappedTable table) {
        return table.key().isEmpty() ? found(table).primaryKey() : table.key();
    }

    /** The same, as the database has them. */
    public List<CatalogueColumn> keyColumns(MappedTable table) {
        return columns(table, key(table));
    }

    /** Columns as the database has them. */
    public List<CatalogueColumn> columns(MappedTable table, Collection<String> names) {
        return names.stream().map(name -> column(table, name)).toList();
    }

    /** The key and every column that mapped children refer to. */
    public List<String> referredColumns(MappedTable table) {
        Set<String> columns = new LinkedHashSet<>(key(table));
        mapping.tables().values().stream()
                .filter(child ->
                        child.parent() != null && child.parent().table().equals(table.name()))
                .forEach(child -> columns.addAll(child.parent().parentColumns()));
        return new ArrayList<>(columns);
    }

    /**
     * Foreign keys by which mapped rows refer to rows of the table, other than the row that they hang under. What refers in
     * this way is not found by going down from the table.
     */
    public List<ForeignKey> sideReferencesTo(MappedTable table) {
        return catalogue.referencesTo(table.name()).stream()
                .filter(key -> mapping.tables().containsKey(key.from()))
                .filter(key -> !key.isParentLink(mapping.tables().get(key.from())))
                .toList();
    }

    /**
     * Whether the database itself refuses to delete a row while rows of the table hang under it, so that its deletion proves that
     * none is left.
     */
    public boolean keepsItsParent(MappedTable table) {
        return table.parent() != null
                && catalogue.referencesTo(table.parent().table()).stream()
                        .anyMatch(key -> key.from().equals(table.name())
                                && key.isParentLink(table)
                                && key.onDelete() == ForeignKey.OnDelete.REFUSE);
    }

    /** Columns that an access answer shows, in the table's order unless the mapping names them. */
    public List<String> shownColumns(MappedTable table) {
        if (!table.columns().isEmpty()) {
            return table.columns();
        }
        return found(table).columns().keySet().stream()
                .filter(column -> !table.hidden().contains(column))
                .toList();
    }

    /** The column as the database has it. */
    public CatalogueColumn column(MappedTable table, String column) {
        return found(table).columns().get(column);
    }

    private CatalogueTable found(MappedTable table) {
        return catalogue.table(table.name()).orElseThrow();
    }
}
