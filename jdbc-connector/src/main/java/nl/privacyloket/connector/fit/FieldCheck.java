package nl.privacyloket.connector.fit;

import java.util.List;
import java.util.TreeSet;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.catalogue.CatalogueTable;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.SystemMapping;

/** Whether the columns of the fields can be corrected, and whether a person is still found after that. */
final class FieldCheck {
    private final SystemMapping mapping;
    private final Catalogue catalogue;
    private final Findings findings;

    FieldCheck(SystemMapping mapping, Catalogue catalogue, Findings findings) {
        this.mapping = mapping;
        this.catalogue = catalogue;
        this.findings = findings;
    }

    void run() {
        for (MappedTable table : mapping.tables().values()) {
            catalogue.table(table.name()).ifPresent(found -> table.fields()
                    .forEach((field, column) -> checkColumn(table, found, "fields." + field + ".column", column)));
        }
        mapping.tables().values().forEach(this::checkIdentifiers);
    }

    private void checkColumn(MappedTable table, CatalogueTable found, String place, String name) {
        CatalogueColumn column = found.columns().get(name);
        List<String> key = table.key().isEmpty() ? found.primaryKey() : table.key();
        if (column == null) {
            findings.at(table, place, found.name() + " has no column " + name);
        } else if (key.contains(name)) {
            findings.at(table, place, name + " is part of the key, which must stay");
        } else if (table.parentLink().isPresent() && table.parent().columns().contains(name)) {
            findings.at(table, place, name + " leads to the parent: the row would become somebody else's");
        } else if (table.retainable() && isMinimised(table, name)) {
            findings.at(table, place, name + " is written over in rows that stay; a correction would fill it again");
        } else if (column.generated()) {
            findings.at(table, place, name + " is computed by the database and cannot be written");
        } else if (column.family() != Family.IDENTIFYING && column.family() != Family.DATE) {
            findings.at(table, place, name + " is " + column.type() + "; a field is text, a number, a UUID or a date");
        }
    }

    private static boolean isMinimised(MappedTable table, String column) {
        return table.onRetain().changes(column) || table.anonymised().changes(column);
    }

    /** A corrected identifier must change wherever the person is found by it, or rows stay behind under the old one. */
    private void checkIdentifiers(MappedTable corrected) {
        corrected.identifiers().forEach((type, identifier) -> fieldsOf(corrected, identifier)
                .forEach(field -> mapping.tables().values().stream()
                        .filter(table -> table.identifiers().containsKey(type))
                        .filter(table -> !table.identifiers()
                                .get(type)
                                .column()
                                .equals(table.fields().get(field)))
                        .forEach(table -> findings.at(
                                table,
                                "fields",
                                field + " corrects the identifier " + type + " of "
                                        + findings.label(corrected.name())
                                        + ", so it must correct "
                                        + table.identifiers().get(type).column()
                                        + " here too, by which these rows are found"))));
    }

    private static TreeSet<String> fieldsOf(MappedTable table, IdentifierColumn identifier) {
        TreeSet<String> fields = new TreeSet<>();
        table.fields().forEach((field, column) -> {
            if (column.equals(identifier.column())) {
                fields.add(field);
            }
        });
        return fields;
    }
}
