package nl.privacyloket.retention.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.sweep.Judgement.Judged;
import nl.privacyloket.retention.sweep.Judgement.Verdict;

/**
 * Packs holdings that go into as few commands as fit, one action each. A person's records of a day stay together unless
 * they are more than a command holds. Takes holdings in order until no command is left for the next.
 */
final class Loads {
    /** Sealed and encoded, a command's records have to stay below what the contract allows. */
    private static final int LARGEST = 46_000;
    /** Around each record: {@code {"category":"","recordRef":""},}. */
    private static final int AROUND = 31;

    private final int allowed;
    private final int records;
    private final Map<RetentionAction, Load> filling = new LinkedHashMap<>();
    private final List<Load> loads = new ArrayList<>();
    private Cursor through;
    private long held;

    /**
     * @param allowed commands at most
     * @param records records in one command at most
     */
    Loads(int allowed, int records) {
        this.allowed = allowed;
        this.records = records;
    }

    /** The records of one command. */
    static final class Load {
        private final RetentionAction action;
        private final List<Judged> items = new ArrayList<>();
        private int size;

        private Load(RetentionAction action) {
            this.action = action;
        }

        RetentionAction action() {
            return action;
        }

        List<Judged> items() {
            return items;
        }

        List<String> categories() {
            return items.stream()
                    .map(item -> item.holding().category())
                    .distinct()
                    .sorted()
                    .toList();
        }

        private boolean takes(Collection<Judged> more, int limit) {
            return items.size() + more.size() <= limit && size + sizeOf(more) <= LARGEST;
        }

        private void add(Judged item) {
            items.add(item);
            size += sizeOf(item);
        }
    }

    private static int sizeOf(Collection<Judged> items) {
        return items.stream().mapToInt(Loads::sizeOf).sum();
    }

    private static int sizeOf(Judged item) {
        return AROUND
                + item.holding().category().length()
                + item.holding().recordRef().length();
    }

    /**
     * Takes one person's holdings of one day.
     *
     * @return whether all of them were taken or have no need to go; otherwise nothing more can be taken
     */
    boolean take(List<Judged> together) {
        var byAction = together.stream()
                .filter(item -> item.verdict() == Verdict.GOES)
                .filter(item -> !item.holding().claimed())
                .collect(Collectors.groupingBy(item -> item.due().action()));
        if (fits(byAction)) {
            byAction.forEach((action, items) -> {
                if (!isOpen(action, items)) {
                    open(action);
                }
                items.forEach(filling.get(action)::add);
            });
            together.forEach(this::passed);
            return true;
        }
        // Split only what no command can hold whole, or what would otherwise never go.
        return !(isSplittable(byAction) || loads.isEmpty()) ? false : takeOneByOne(together);
    }

    private boolean fits(Map<RetentionAction, List<Judged>> byAction) {
        var wanted = byAction.entrySet().stream()
                .filter(entry -> !isOpen(entry.getKey(), entry.getValue()))
                .toList();
        return loads.size() + wanted.size() <= allowed
                && wanted.stream().allMatch(entry -> new Load(entry.getKey()).takes(entry.getValue(), records));
    }

    private boolean isSplittable(Map<RetentionAction, List<Judged>> byAction) {
        return byAction.entrySet().stream()
                .anyMatch(entry -> !new Load(entry.getKey()).takes(entry.getValue(), records));
    }

    private boolean isOpen(RetentionAction action, List<Judged> items) {
        var load = filling.get(action);
        return load != null && load.takes(items, records);
    }

    private void open(RetentionAction action) {
        var load = new Load(action);
        filling.put(action, load);
        loads.add(load);
    }

    private boolean takeOneByOne(List<Judged> together) {
        for (var item : together) {
            if (item.verdict() == Verdict.GOES && !item.holding().claimed()) {
                var action = item.due().action();
                if (!isOpen(action, List.of(item))) {
                    if (loads.size() >= allowed) {
                        return false;
                    }
                    open(action);
                }
                filling.get(action).add(item);
            }
            passed(item);
        }
        return true;
    }

    private void passed(Judged item) {
        through = item.holding().place();
        held += item.verdict() == Verdict.HELD ? 1 : 0;
    }

    List<Load> loads() {
        return loads;
    }

    /** The last holding that was dealt with; {@code null} when none was. */
    Cursor through() {
        return through;
    }

    /** How many of those dealt with stay because of a hold. */
    long held() {
        return held;
    }
}
