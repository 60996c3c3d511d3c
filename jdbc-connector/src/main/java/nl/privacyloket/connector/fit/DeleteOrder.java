package nl.privacyloket.connector.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.connector.catalogue.Catalogue;
import nl.privacyloket.connector.catalogue.ForeignKey;
import nl.privacyloket.connector.catalogue.ForeignKey.OnDelete;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.mapping.TableName;

/** The order in which rows can go: a row before the rows that it refers to. */
final class DeleteOrder {
    private DeleteOrder() {}

    /**
     * Tables in the order of deletion, by the database's foreign keys and the mapping's parents.
     *
     * @return the order, or the circle that stands in its way
     */
    static Result of(SystemMapping mapping, Catalogue catalogue) {
        Map<TableName, Set<TableName>> refersTo = new LinkedHashMap<>();
        mapping.tables().keySet().forEach(table -> refersTo.put(table, new LinkedHashSet<>()));
        Map<TableName, Set<TableName>> mayWait = new LinkedHashMap<>();
        mapping.tables().keySet().forEach(table -> mayWait.put(table, new LinkedHashSet<>()));
        for (ForeignKey key : catalogue.foreignKeys()) {
            MappedTable from = mapping.tables().get(key.from());
            MappedTable to = mapping.tables().get(key.to());
            if (from != to
                    && bothGo(from, to)
                    && key.onDelete() != OnDelete.LET_GO
                    && Collections.disjoint(from.detach(), key.columns())) {
                (key.deferrable() ? mayWait : refersTo).get(key.from()).add(key.to());
            }
        }
        for (MappedTable table : mapping.tables().values()) {
            mapping.parentOf(table)
                    .filter(parent -> bothGo(table, parent)
                            && Collections.disjoint(
                                    table.detach(), table.parent().columns()))
                    .ifPresent(parent -> refersTo.get(table.name()).add(parent.name()));
        }
        return sort(refersTo, mayWait);
    }

    private static boolean bothGo(MappedTable from, MappedTable to) {
        return from != null && to != null && from.deletes() && to.deletes();
    }

    /** @param mayWait references that are checked when all rows are gone; kept to as far as they make no circle */
    private static Result sort(Map<TableName, Set<TableName>> refersTo, Map<TableName, Set<TableName>> mayWait) {
        List<TableName> order = new ArrayList<>();
        Set<TableName> left = new LinkedHashSet<>(refersTo.keySet());
        while (!left.isEmpty()) {
            Set<TableName> referred = new LinkedHashSet<>();
            left.forEach(table -> {
                referred.addAll(refersTo.get(table));
                referred.addAll(mayWait.get(table));
            });
            List<TableName> free =
                    left.stream().filter(table -> !referred.contains(table)).toList();
            if (free.isEmpty()
                    && left.stream().anyMatch(table -> !mayWait.get(table).isEmpty())) {
                left.forEach(table -> mayWait.get(table).clear());
                continue;
            }
            if (free.isEmpty()) {
                return new Result(List.of(), circle(refersTo, left));
            }
            order.addAll(free);
            free.forEach(left::remove);
        }
        return new Result(order, List.of());
    }

    private static List<TableName> circle(Map<TableName, Set<TableName>> refersTo, Set<TableName> left) {
        List<TableName> path = new ArrayList<>();
        // In what is left every table is referred to; walking backwards from any of them must come around.
        TableName step = left.iterator().next();
        while (!path.contains(step)) {
            path.add(step);
            TableName referred = step;
            step = left.stream()
                    .filter(table -> refersTo.get(table).contains(referred))
                    .findFirst()
                    .orElseThrow();
        }
        List<TableName> circle = new ArrayList<>(path.subList(path.indexOf(step), path.size()));
        circle.add(step);
        Collections.reverse(circle);
        return circle;
    }

    /**
     * @param order referring tables first; empty when there is a circle
     * @param circle tables that refer to each other in a circle, the first again at the end; empty when there is none
     */
    record Result(List<TableName> order, List<TableName> circle) {}
}
