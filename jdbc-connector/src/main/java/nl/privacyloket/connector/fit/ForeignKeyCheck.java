package nl.privacyloket.connector.fit;

import java.util.HashSet;
import java.util.Set;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.ForeignKey;
import nl.privacyloket.connector.catalogue.ForeignKey.OnDelete;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;

/** Foreign keys under which a deletion would fail, or would take rows along that nobody counted. */
final class ForeignKeyCheck {
    private final SystemMapping mapping;
    private final Catalogue catalogue;
    private final Findings findings;

    ForeignKeyCheck(SystemMapping mapping, Catalogue catalogue, Findings findings) {
        this.mapping = mapping;
        this.catalogue = catalogue;
        this.findings = findings;
    }

    void run() {
        mapping.tables().values().stream()
                .filter(MappedTable::deletes)
                .forEach(table -> catalogue.referencesTo(table.name()).forEach(key -> check(table, key)));
        DeleteOrder.Result deletion = DeleteOrder.of(mapping, catalogue);
        if (!deletion.circle().isEmpty()) {
            findings.at(
                    "tables",
                    "rows refer to each other in a circle, so none can be deleted first: "
                            + String.join(
                                    " → ",
                                    deletion.circle().stream()
                                            .map(findings::label)
                                            .toList())
                            + "; name the foreign-key column to empty first under detach");
        }
    }

    private void check(MappedTable referenced, ForeignKey key) {
        if (key.onDelete() == OnDelete.LET_GO) {
            return;
        }
        MappedTable from = mapping.tables().get(key.from());
        if (from == null) {
            findings.at(
                    referenced,
                    "",
                    key.onDelete() == OnDelete.CASCADE
                            ? "deleting a row takes rows of the unmapped " + findings.label(key.from()) + " along, by "
                                    + key + "; map that table"
                            : "deleting a row fails on the unmapped " + findings.label(key.from()) + ", by " + key
                                    + "; map that table");
            return;
        }
        boolean parentLink = key.isParentLink(from);
        if (key.onDelete() == OnDelete.CASCADE && !parentLink) {
            findings.at(
                    from,
                    "parent",
                    "deleting a row of " + findings.label(key.to()) + " takes rows along by " + key
                            + ", which is not the mapped parent: they would go uncounted");
        }
        if (!parentLink && !recordOf(from).equals(recordOf(referenced))) {
            checkLetsGo(from, key, from.onRetain(), from.retainable(), "onRetain.set", "retained");
        }
        if (!parentLink && !from.deletes()) {
            checkLetsGo(from, key, from.anonymise(), true, "onErase.set", "anonymised");
        }
    }

    private void checkLetsGo(
            MappedTable from, ForeignKey key, ColumnChanges changes, boolean applies, String place, String what) {
        if (applies && key.columns().stream().noneMatch(changes::nulls)) {
            findings.at(
                    from,
                    place,
                    "a row that is " + what + " would still refer to a deleted " + findings.label(key.to()) + " row by "
                            + key + ": set " + String.join(" or ", key.columns()) + " to null");
        }
    }

    /** The table whose rows decide whether a row stays or goes. */
    private TableName recordOf(MappedTable table) {
        Set<TableName> seen = new HashSet<>();
        MappedTable step = table;
        while (mapping.isPart(step) && seen.add(step.name())) {
            step = mapping.parentOf(step).orElseThrow();
        }
        return step.name();
    }
}
