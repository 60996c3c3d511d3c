package nl.privacyloket.connector.fit;

import java.util.HashSet;
import java.util.Set;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.ParentLink;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;

/** What can be wrong with a mapping by itself, whatever the database holds. */
final class StructureCheck {
    private final SystemMapping mapping;
    private final Findings findings;

    StructureCheck(SystemMapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    void run() {
        mapping.tables().values().forEach(this::check);
    }

    private void check(MappedTable table) {
        checkPath(table);
        if (!table.identifiers().isEmpty() && !table.identifiers().containsKey(mapping.anchor())) {
            findings.at(
                    table,
                    "identifiers",
                    "has no " + mapping.anchor()
                            + ", the identifier that the organisation confirms; without it a person "
                            + "could name somebody else's number");
        }
        if (table.anonymise() != null) {
            checkAnonymised(table, "onErase.set", table.anonymise());
            checkLetsGo(table, "onErase.set", table.anonymise(), "anonymised");
        }
        if (!table.onAnonymise().isEmpty()) {
            checkAnonymised(table, "onAnonymise.set", table.onAnonymise());
            checkCut(table);
        }
        table.parentLink().ifPresent(link -> checkRetained(table, link));
        checkRestriction(table);
        table.purposes()
                .forEach((purpose, change) -> checkStaysFindable(table, "purposes." + purpose + ".set", change.set()));
    }

    private void checkRestriction(MappedTable table) {
        checkStaysFindable(table, "onRestrict.set", table.onRestrict());
        checkStaysFindable(table, "onLift.set", table.onLift());
        table.onRestrict().values().keySet().stream()
                .filter(column -> !table.onLift().changes(column))
                .forEach(column -> findings.at(
                        table, "onLift.set", "leaves " + column + ", so the restriction could not be lifted"));
        if (table.onRestrict().isEmpty() && !table.onLift().isEmpty()) {
            findings.at(table, "onLift", "has no meaning without onRestrict");
        }
    }

    /** Rows that are only used differently still belong to the person, and the next command must find them. */
    private void checkStaysFindable(MappedTable table, String place, ColumnChanges changes) {
        table.identifiers().values().stream()
                .map(IdentifierColumn::column)
                .filter(changes::changes)
                .forEach(column -> findings.at(
                        table, place + "." + column, "is an identifier: the person would not be found any more"));
        table.parentLink().stream()
                .flatMap(link -> link.columns().stream())
                .filter(changes::changes)
                .forEach(column -> findings.at(table, place + "." + column, "cuts the row from its person"));
    }

    private void checkPath(MappedTable table) {
        Set<TableName> seen = new HashSet<>();
        MappedTable step = table;
        while (step.parent() != null) {
            if (!seen.add(step.name())) {
                findings.at(table, "parent", "leads in a circle and never to a person");
                return;
            }
            MappedTable parent = mapping.tables().get(step.parent().table());
            if (parent == null) {
                if (step == table) {
                    findings.at(
                            table,
                            "parent.table",
                            findings.label(step.parent().table()) + " is not mapped in this file");
                }
                return;
            }
            step = parent;
        }
        if (step.identifiers().isEmpty()) {
            findings.at(
                    table,
                    "",
                    step == table
                            ? "has neither identifiers nor a parent: its rows belong to nobody"
                            : "its path ends at " + findings.label(step.name()) + ", which has no identifiers");
        }
    }

    private void checkAnonymised(MappedTable table, String place, ColumnChanges changes) {
        table.identifiers().values().forEach(identifier -> {
            if (!changes.changes(identifier.column())) {
                findings.at(
                        table, place, "leaves " + identifier.column() + ", by which the person would be found again");
            }
        });
    }

    /** The person above stays, so a row that is nobody's must not lead there. */
    private void checkCut(MappedTable table) {
        if (table.parent() != null
                && !mapping.isPart(table)
                && table.parent().columns().stream().noneMatch(table.onAnonymise()::nulls)) {
            findings.at(
                    table,
                    "onAnonymise.set",
                    "a row that is anonymised must let go of its "
                            + findings.label(table.parent().table()) + " row: set "
                            + String.join(" or ", table.parent().columns()) + " to null");
        }
    }

    private void checkRetained(MappedTable table, ParentLink link) {
        if (mapping.isPart(table)) {
            for (String column : link.columns()) {
                if (table.onRetain().changes(column)) {
                    findings.at(
                            table,
                            "onRetain.set." + column,
                            "cuts the row from the " + findings.label(link.table()) + " row that it is part of");
                }
            }
        } else if (table.retainable()) {
            checkLetsGo(table, "onRetain.set", table.onRetain(), "retained");
        }
    }

    private void checkLetsGo(MappedTable table, String place, ColumnChanges changes, String what) {
        MappedTable parent = mapping.parentOf(table).orElse(null);
        if (parent == null || !parent.deletes()) {
            return;
        }
        boolean letsGo = table.parent().columns().stream().anyMatch(changes::nulls);
        if (!letsGo) {
            findings.at(
                    table,
                    place,
                    "a row that is " + what + " must let go of the deleted " + findings.label(parent.name())
                            + " row: set "
                            + String.join(" or ", table.parent().columns()) + " to null"
                            + (what.equals("retained") ? ", or say retainable: false" : ""));
        }
    }
}
