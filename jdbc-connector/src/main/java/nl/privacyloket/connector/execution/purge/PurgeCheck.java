package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.privacyloket.connector.dialect.RowLock;
import nl.privacyloket.connector.execution.Holding;
import nl.privacyloket.connector.execution.purge.NamedRecords.Found;
import nl.privacyloket.connector.execution.purge.NamedRecords.Named;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.held.HeldPersons;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.memory.ErasedPersons;
import nl.privacyloket.connector.rows.Ancestry;

/** Counts what is left of what a purge was about. What stays because somebody's data are held is not counted. Changes nothing. */
final class PurgeCheck {
    private static final int PORTION = 1_000;

    private final FittedMapping fitted;
    private final PurgeAction action;
    private final HeldPersons held;

    PurgeCheck(FittedMapping fitted, PurgeAction action, HeldPersons held) {
        this.fitted = fitted;
        this.action = action;
        this.held = held;
    }

    PurgeLeft rule(Connection connection, PurgeRule rule) throws SQLException {
        long left = 0;
        for (DueRows due : RuleScope.due(fitted, action, rule)) {
            if (!due.table().startsBy(rule.trigger())) {
                continue;
            }
            List<Object> parameters = new ArrayList<>(due.parameters());
            String sql = "SELECT count(*) FROM " + due.table().name().sql() + " t"
                    + Ancestry.of(fitted, due.table()).joins() + " WHERE " + due.sql() + " AND NOT ("
                    + held.condition(due.table(), action.reach(), parameters) + ")";
            left += RuleScope.count(connection, sql, parameters);
        }
        return new PurgeLeft(List.of(holding(rule.category(), left)), null);
    }

    PurgeLeft records(Connection connection, List<NamedRecord> names) throws SQLException {
        NamedRecords records = new NamedRecords(fitted, action);
        Map<String, Long> counts = new TreeMap<>();
        TreeSet<Integer> present = new TreeSet<>();
        Map<MappedTable, List<Named>> byTable = new LinkedHashMap<>();
        for (Named named : records.resolve(names)) {
            counts.putIfAbsent(named.category(), 0L);
            if (named.table() == null) {
                // What cannot be looked for cannot be told to be gone.
                present.add(named.index());
                counts.merge(named.category(), 1L, Long::sum);
            } else {
                byTable.computeIfAbsent(named.table(), table -> new ArrayList<>())
                        .add(named);
            }
        }
        for (Map.Entry<MappedTable, List<Named>> table : byTable.entrySet()) {
            Found found = records.find(connection, table.getKey(), table.getValue(), RowLock.NONE);
            Set<String> staying =
                    held.kept(connection, table.getKey(), found.rows().keySet(), action.reach());
            List<Integer> left = new ArrayList<>(found.unreadable());
            found.rows().forEach((key, state) -> {
                if (state.pending() && !staying.contains(key)) {
                    left.add(state.index());
                }
            });
            present.addAll(left);
            counts.merge(table.getKey().category(), (long) left.size(), Long::sum);
        }
        return new PurgeLeft(holdings(counts), List.copyOf(present));
    }

    PurgeLeft retained(Connection connection, PurgeRetained retained) throws SQLException {
        RetainedScope.requireKnown(fitted, retained);
        Map<String, Long> counts = new TreeMap<>();
        retained.categories().forEach(category -> counts.put(category, 0L));
        for (MappedTable table : fitted.deleteOrder()) {
            String last = null;
            while (counts.containsKey(table.category())) {
                List<String> keys = ErasedPersons.retained(
                        connection,
                        retained.requestId(),
                        table.name(),
                        table.category(),
                        retained.keptBefore(),
                        last,
                        PORTION);
                if (keys.isEmpty()) {
                    break;
                }
                last = keys.get(keys.size() - 1);
                Map<String, Boolean> there = RetainedScope.there(connection, fitted, table, action, keys, false);
                Set<String> staying = held.kept(connection, table, there.keySet(), action.reach());
                long left = there.entrySet().stream()
                        .filter(row -> row.getValue() && !staying.contains(row.getKey()))
                        .count();
                counts.merge(table.category(), left, Long::sum);
            }
        }
        return new PurgeLeft(holdings(counts), null);
    }

    private static List<Holding> holdings(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> holding(count.getKey(), count.getValue()))
                .toList();
    }

    private static Holding holding(String category, long count) {
        return new Holding(category, null, (int) Math.min(count, Integer.MAX_VALUE));
    }
}
