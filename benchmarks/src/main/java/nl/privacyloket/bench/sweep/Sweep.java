package nl.privacyloket.bench.sweep;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.compare.Spread;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.webshop.Registering;
import nl.privacyloket.bench.webshop.Webshop;
import nl.privacyloket.bench.webshop.WebshopStack;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;

/**
 * How fast what is due is ordered to go: from due rows to commands that Kafka has acknowledged, out of few and of many that are
 * stored.
 */
public final class Sweep implements Scenario {
    private static final double GOAL = 0.3;
    private static final double FLAT = 1.3;
    private static final double TIMES_DB_SCHEDULER = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int DUE = 30_000;
    private static final int[] STORED = {100_000, 1_000_000, 10_000_000};
    private static final int[] FEW_STORED = {10_000, 100_000};

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public String summary() {
        return "due holdings per second to acknowledged commands, out of 100 k, 1 M and 10 M stored, beside UPDATE …"
                + " RETURNING; and beside db-scheduler";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        Stack stack = WebshopStack.ofRetention(bench);
        try (Connection connection = Webshop.retention(stack);
                var orders = new SweptOrders(stack, connection)) {
            Webshop.truncate(connection, "holding");
            // Makes the stream of these records, with the rules by which they go.
            String first =
                    Registering.invoice("C-1", "invoice:0", LocalDate.now().toString());
            new Registering(stack).register(() -> new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8)), 1);
            Outcome outcome = new Run(bench, stack, connection, orders).outcome();
            Webshop.truncate(connection, "holding");
            return outcome;
        }
    }

    private final class Run {
        private final Bench bench;
        private final Stack stack;
        private final Connection connection;
        private final SweptOrders orders;
        private final StoredHoldings stored;
        private final int due;
        private final Map<String, Object> measured = new LinkedHashMap<>();
        private int round;

        Run(Bench bench, Stack stack, Connection connection, SweptOrders orders) {
            this.bench = bench;
            this.stack = stack;
            this.connection = connection;
            this.orders = orders;
            this.stored = new StoredHoldings(connection, () -> Webshop.retention(stack));
            this.due = bench.amount(DUE, 2_000);
        }

        Outcome outcome() throws Exception {
            measured.put("unit", "holdings/s");
            measured.put("due", due);
            bench.warmUp(WARM_UP, "due holdings", () -> swept(due));
            List<Finding> findings = new ArrayList<>();
            List<Spread> systems = new ArrayList<>();
            int before = 0;
            for (int size : bench.brief() ? FEW_STORED : STORED) {
                long begun = System.nanoTime();
                stored.store(stored.swept(), size - before);
                before = size;
                bench.say("%,d stored after %.0f s", size, (System.nanoTime() - begun) / 1e9);
                Comparison comparison =
                        Comparison.run(bench.rounds(), this::updated, () -> swept(due), bench.telling("due holdings"));
                measured.put("of" + size, Map.of("stored", size, "rounds", comparison.rounds()));
                findings.add(Figures.ofLimit(
                        String.format(Locale.ROOT, "sweep of %,d due holdings out of %,d", due, size),
                        "holdings",
                        "UPDATE … RETURNING of the same rows",
                        comparison,
                        GOAL));
                if (comparison.counting() > 0) {
                    systems.add(comparison.system());
                }
            }
            measured.put("bytesPerHolding", stored.bytesPerRecord());
            findings.add(flat(systems));
            findings.add(againstDbScheduler());
            return new Outcome(
                    name(),
                    findings,
                    measured,
                    List.of(
                            "commits are durable (fsync); Kafka has acknowledged (acks=all, one broker: in its page cache)",
                            "the sweep judges each record anew by rules and holds, claims it, and seals commands of up to 500 records;"
                                    + " the limit is one statement and one commit, the rows fetched by the client",
                            "nobody answers the commands here, and as many may be open as there are; in operation 10 for each system",
                            "db-scheduler runs in the process of the benchmark, with 20 threads on a pool of 25 connections, lock and"
                                    + " fetch 4 to 20 times the threads",
                            "service, database, broker and client share the processors"));
        }

        private double swept(int records) throws Exception {
            int stream = stored.swept();
            LocalDate day = stored.storeDue(stream, records, round++);
            double seconds = orders.sweep(records);
            stored.remove(stream, day);
            orders.forget();
            return records / seconds;
        }

        private double updated() throws Exception {
            int stream = stored.unswept();
            LocalDate day = stored.storeDue(stream, due, round++);
            long begun = System.nanoTime();
            int rows = 0;
            try (var update = connection.prepareStatement("""
                    update holding set done = 1 where stream = ? and due_on <= ?
                    returning stream, record_ref, subject, started_on, due_on, rule, action
                    """)) {
                update.setInt(1, stream);
                update.setObject(2, day);
                try (var returned = update.executeQuery()) {
                    while (returned.next()) {
                        rows++;
                    }
                }
            }
            double perSecond = rows / ((System.nanoTime() - begun) / 1e9);
            if (rows != due) {
                throw new IllegalStateException(rows + " rows were updated of " + due);
            }
            stored.remove(stream, day);
            return perSecond;
        }

        private Finding flat(List<Spread> systems) {
            String what =
                    String.format(Locale.ROOT, "the same %,d due, slowest to fastest, however much is stored", due);
            String goal = String.format(Locale.ROOT, "≤ %.1f ×", FLAT);
            if (systems.size() < STORED.length && !bench.brief()) {
                return new Finding(what, "–", "–", "–", goal, null);
            }
            double slowest = systems.stream().mapToDouble(Spread::median).min().orElseThrow();
            double fastest = systems.stream().mapToDouble(Spread::median).max().orElseThrow();
            return new Finding(
                    what,
                    "–",
                    Figures.rate(slowest, "holdings") + " to " + Figures.rate(fastest, "holdings"),
                    String.format(Locale.ROOT, "%.2f ×", fastest / slowest),
                    goal,
                    fastest / slowest <= FLAT);
        }

        private Finding againstDbScheduler() throws Exception {
            try (var nothing = new NoOpExecutions(
                    connection,
                    stack.addresses().jdbcUrl(StackService.DATABASE),
                    EmbeddedPostgresServer.SUPERUSER,
                    StackService.RETENTION.schema())) {
                nothing.perSecond(bench.amount(20_000, 500));
                Comparison comparison = Comparison.run(
                        bench.rounds(),
                        () -> nothing.perSecond(bench.amount(20_000, 500)),
                        () -> swept(due),
                        bench.telling("due holdings"));
                measured.put("dbScheduler", Map.of("executions", 20_000, "rounds", comparison.rounds()));
                return Figures.ofLimit(
                        "sweep beside db-scheduler doing nothing",
                        "holdings",
                        "executions of db-scheduler",
                        comparison,
                        TIMES_DB_SCHEDULER);
            }
        }
    }
}
