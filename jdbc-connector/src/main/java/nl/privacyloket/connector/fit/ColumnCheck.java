package nl.privacyloket.connector.fit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.catalogue.CatalogueColumn.Family;
import nl.privacyloket.connector.catalogue.CatalogueTable;
import nl.privacyloket.connector.dialect.Dialect;
import nl.privacyloket.connector.mapping.ColumnChanges;
import nl.privacyloket.connector.mapping.IdentifierColumn;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.ParentLink;
import nl.privacyloket.connector.mapping.PurposeChange;
import nl.privacyloket.connector.mapping.Strategy;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;

/** Tables, columns, types, keys and privileges: whether what the mapping names is there and of use. */
final class ColumnCheck {
    private final SystemMapping mapping;
    private final Catalogue catalogue;
    private final Connection connection;
    private final Findings findings;
    private final Dialect dialect;

    ColumnCheck(SystemMapping mapping, Catalogue catalogue, Dialect dialect, Connection connection, Findings findings) {
        this.dialect = dialect;
        this.mapping = mapping;
        this.catalogue = catalogue;
        this.connection = connection;
        this.findings = findings;
    }

    void run() throws SQLException {
        for (String schema : mapping.tables().keySet().stream()
                .map(TableName::schema)
                .collect(Collectors.toCollection(TreeSet::new))) {
            dialect.blindSpot(connection, schema)
                    .ifPresent(blind ->
                            findings.at("database.user", mapping.database().user() + " " + blind));
        }
        for (MappedTable table : mapping.tables().values()) {
            CatalogueTable found = catalogue.table(table.name()).orElse(null);
            if (found == null) {
                findings.at(table, "", "there is no table " + table.name() + " in the database");
            } else if (found.obstacle() != null) {
                findings.at(table, "", table.name() + " " + found.obstacle());
            } else {
                check(table, found);
            }
        }
    }

    private void check(MappedTable table, CatalogueTable found) throws SQLException {
        checkPrivileges(table, found);
        checkKey(table, found);
        requireColumns(table, found, "columns", table.columns());
        requireColumns(table, found, "hidden", table.hidden());
        if (table.startedOn() != null && requireColumns(table, found, "startedOn", List.of(table.startedOn()))) {
            CatalogueColumn column = found.columns().get(table.startedOn());
            if (!column.isDated()) {
                findings.at(table, "startedOn", column.name() + " is " + column.type() + ", not a date or a timestamp");
            }
        }
        table.identifiers().forEach((type, identifier) -> {
            String place = "identifiers." + type + ".column";
            if (requireColumns(table, found, place, List.of(identifier.column()))) {
                CatalogueColumn column = found.columns().get(identifier.column());
                if (column.family() != Family.IDENTIFYING) {
                    findings.at(
                            table,
                            place,
                            column.name() + " is " + column.type() + "; a person is found by text, a number or a UUID");
                }
            }
        });
        if (table.parent() != null) {
            checkParent(table, found, table.parent());
        }
        for (String column : table.detach()) {
            checkDetached(table, found, column);
        }
        checkChanges(table, found, "onRetain.set", table.onRetain());
        if (table.anonymise() != null) {
            checkChanges(table, found, "onErase.set", table.anonymise());
        }
        checkChanges(table, found, "onAnonymise.set", table.onAnonymise());
        checkChanges(table, found, "onRestrict.set", table.onRestrict());
        checkChanges(table, found, "onLift.set", table.onLift());
        for (Map.Entry<String, PurposeChange> purpose : table.purposes().entrySet()) {
            String place = "purposes." + purpose.getKey();
            checkChanges(table, found, place + ".set", purpose.getValue().set());
            checkConditions(table, found, place + ".where", purpose.getValue().where());
        }
    }

    private void checkPrivileges(MappedTable table, CatalogueTable found) {
        boolean updates = !table.onRetain().isEmpty()
                || !table.anonymised().isEmpty()
                || !table.detach().isEmpty()
                || table.isRestrictable()
                || !table.fields().isEmpty()
                || !table.purposes().isEmpty();
        // Rows are locked before anything happens to them, which takes UPDATE too.
        for (String privilege : table.deletes() ? List.of("SELECT", "UPDATE", "DELETE") : List.of("SELECT", "UPDATE")) {
            if (!found.privileges().contains(privilege)) {
                findings.at(
                        table,
                        "",
                        "role " + mapping.database().user() + " has no " + privilege + " privilege on " + table.name()
                                + (privilege.equals("UPDATE") && !updates ? " (needed to lock rows)" : ""));
            }
        }
    }

    private void checkKey(MappedTable table, CatalogueTable found) {
        List<String> key = table.key().isEmpty() ? found.primaryKey() : table.key();
        table.identifiers().values().stream()
                .map(IdentifierColumn::column)
                .filter(column -> table.retainable() && key.contains(column))
                .forEach(column -> findings.at(
                        table,
                        "key",
                        column + " is an identifier, and retained rows are remembered by their key: name another unique"
                                + " key, or say retainable: false"));
        key.stream().map(found.columns()::get).filter(Objects::nonNull).forEach(column -> dialect.problemAsKey(column)
                .ifPresent(problem ->
                        findings.at(table, "key", column.name() + " is " + column.type() + " and " + problem)));
        if (found.columns().keySet().containsAll(key)) {
            dialect.problemAsKey(key.stream().map(found.columns()::get).toList())
                    .ifPresent(problem -> findings.at(table, "key", String.join(", ", key) + " " + problem));
        }
        if (table.key().isEmpty()) {
            if (found.primaryKey().isEmpty()) {
                findings.at(table, "key", "is needed: " + table.name() + " has no primary key");
            }
        } else if (requireColumns(table, found, "key", table.key())) {
            if (!found.isUnique(table.key())) {
                findings.at(table, "key", "no unique index covers it: another person's rows could go along with it");
            }
            for (String column : table.key()) {
                if (!found.columns().get(column).notNull()) {
                    findings.at(table, "key", column + " may be null, so it does not name every row");
                }
            }
        }
    }

    private void checkParent(MappedTable table, CatalogueTable found, ParentLink link) throws SQLException {
        boolean own = requireColumns(table, found, "parent.join", link.columns());
        CatalogueTable parent = catalogue.table(link.table()).orElse(null);
        if (parent == null || !mapping.tables().containsKey(link.table())) {
            return;
        }
        boolean parents = requireColumns(table, parent, "parent.join", link.parentColumns());
        if (parents && !parent.isUnique(link.parentColumns())) {
            findings.at(
                    table,
                    "parent.join",
                    "no unique index of " + findings.label(link.table()) + " covers "
                            + String.join(", ", link.parentColumns()) + ": a row could belong to two persons");
        }
        if (own && parents) {
            for (Map.Entry<String, String> pair : link.join().entrySet()) {
                CatalogueColumn mine = found.columns().get(pair.getKey());
                CatalogueColumn theirs = parent.columns().get(pair.getValue());
                if (!dialect.isComparable(connection, table.name(), mine, link.table(), theirs)) {
                    findings.at(
                            table,
                            "parent.join." + pair.getKey(),
                            described(mine) + " cannot be compared with " + described(theirs));
                }
            }
        }
    }

    private void checkDetached(MappedTable table, CatalogueTable found, String column) {
        if (requireColumns(table, found, "detach", List.of(column))) {
            boolean references = catalogue.foreignKeys().stream()
                    .anyMatch(key ->
                            key.from().equals(table.name()) && key.columns().contains(column));
            if (!references) {
                findings.at(table, "detach", column + " is in no foreign key");
            }
            if (found.columns().get(column).notNull()) {
                findings.at(table, "detach", column + " is NOT NULL and cannot be emptied");
            }
        }
    }

    private void checkChanges(MappedTable table, CatalogueTable found, String place, ColumnChanges changes)
            throws SQLException {
        List<String> key = table.key().isEmpty() ? found.primaryKey() : table.key();
        for (String name : changes.columns()) {
            String at = place + "." + name;
            if (!requireColumns(table, found, at, List.of(name))) {
                continue;
            }
            CatalogueColumn column = found.columns().get(name);
            boolean isUnique = found.uniqueKeys().contains(Set.of(name));
            if (key.contains(name)) {
                findings.at(table, at, "is part of the key, which must stay");
            } else if (column.generated()) {
                findings.at(table, at, "is computed by the database and cannot be written");
            } else if (changes.strategies().get(name) == Strategy.FAKE_FORMAT && isIdentifier(table, name)) {
                findings.at(
                        table,
                        at,
                        "is an identifier, and other digits and letters may be somebody else's; set it to null or to a"
                                + " constant, or hash it");
            } else if (changes.strategies().containsKey(name)) {
                StrategyCheck.problem(dialect, column, changes.strategies().get(name), isUnique)
                        .ifPresent(problem -> findings.at(table, at, problem));
            } else if (changes.nulls(name)) {
                if (column.notNull()) {
                    findings.at(table, at, "is NOT NULL and cannot be set to null");
                }
            } else if (!dialect.fits(connection, column, changes.values().get(name))) {
                findings.at(table, at, "the value does not fit " + column.type());
            } else if (isUnique) {
                findings.at(table, at, "is unique, so two persons cannot both get this value");
            }
        }
    }

    private static boolean isIdentifier(MappedTable table, String column) {
        return table.identifiers().values().stream()
                .anyMatch(identifier -> identifier.column().equals(column));
    }

    private void checkConditions(MappedTable table, CatalogueTable found, String place, Map<String, String> conditions)
            throws SQLException {
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            String at = place + "." + condition.getKey();
            if (requireColumns(table, found, at, List.of(condition.getKey())) && condition.getValue() != null) {
                CatalogueColumn column = found.columns().get(condition.getKey());
                if (!dialect.fits(connection, column, condition.getValue())) {
                    findings.at(table, at, "the value does not fit " + column.type());
                } else if (!dialect.isComparable(connection, table.name(), column)) {
                    findings.at(table, at, column.name() + " is " + column.type() + " and cannot be compared");
                }
            }
        }
    }

    private boolean requireColumns(MappedTable table, CatalogueTable in, String place, List<String> names) {
        boolean all = true;
        for (String name : names) {
            if (!in.columns().containsKey(name)) {
                findings.at(table, place, in.name() + " has no column " + name);
                all = false;
            }
        }
        return all;
    }

    private static String described(CatalogueColumn column) {
        return column.collation() == null ? column.type() : column.type() + " (" + column.collation() + ")";
    }
}
