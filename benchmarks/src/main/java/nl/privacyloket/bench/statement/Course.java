package nl.privacyloket.bench.statement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one act has the database execute: its transactions, each in two runs of the act, so that it shows what differs from one
 * to the next.
 */
public final class Course {
    private static final String WAKE = "pg_notify(";

    /** A transaction of the act, as it was in one run and in the next. */
    record Twice(List<Executed> first, List<Executed> second) {}

    private final List<Twice> transactions;

    private Course(List<Twice> transactions) {
        this.transactions = transactions;
    }

    /**
     * Finds what belongs to the act by how often it occurs: whatever else a service does beside it does not keep pace. A
     * notification does not belong to it: under load there is one for many acts.
     *
     * @param log of nothing but the act, done so many times one after the other
     * @param others sessions that are not looked at, because they work on what the act has left
     * @throws IOException when no transaction occurs as often as the act
     */
    public static Course of(StatementLog log, int times, Set<Long> others) throws IOException {
        Map<List<String>, List<List<Executed>>> alike = new LinkedHashMap<>();
        log.bySession().forEach((session, executed) -> {
            if (!others.contains(session)) {
                for (List<Executed> transaction : transactions(executed)) {
                    List<String> shape = transaction.stream().map(Executed::sql).toList();
                    alike.computeIfAbsent(shape, any -> new ArrayList<>()).add(transaction);
                }
            }
        });
        List<Twice> found = new ArrayList<>();
        alike.forEach((shape, runs) -> {
            // Some are executed several times in one act.
            int each = runs.size() / times;
            if (runs.size() % times == 0 && shape.stream().noneMatch(sql -> sql.contains(WAKE))) {
                for (int i = 0; i < each; i++) {
                    found.add(new Twice(runs.get((times - 2) * each + i), runs.get((times - 1) * each + i)));
                }
            }
        });
        if (found.isEmpty()) {
            throw new IOException("Nothing was executed " + times + " times, but: "
                    + alike.entrySet().stream()
                            .map(shape -> shape.getValue().size() + " x " + shape.getKey())
                            .collect(Collectors.joining("; ")));
        }
        return new Course(found);
    }

    private static List<List<Executed>> transactions(List<Executed> session) {
        List<List<Executed>> transactions = new ArrayList<>();
        List<Executed> open = null;
        for (Executed statement : session) {
            if (statement.begins()) {
                open = new ArrayList<>();
            }
            if (open == null) {
                transactions.add(List.of(statement));
            } else {
                open.add(statement);
                if (statement.ends()) {
                    transactions.add(open);
                    open = null;
                }
            }
        }
        return transactions;
    }

    List<Twice> transactions() {
        return transactions;
    }

    /** How many transactions, the single statements among them. */
    public int size() {
        return transactions.size();
    }

    /** The statements in order, without begin and commit. */
    public List<String> statements() {
        return transactions.stream()
                .flatMap(transaction -> transaction.first().stream())
                .filter(statement -> !statement.begins() && !statement.ends())
                .map(statement -> statement.sql().replaceAll("\\s+", " "))
                .toList();
    }

    /** Bytes that are bound in one run. */
    public long bytes() {
        return transactions.stream()
                .flatMap(transaction -> transaction.first().stream())
                .flatMap(statement -> statement.values().stream())
                .mapToLong(value -> value == null ? 0 : value.length())
                .sum();
    }
}
