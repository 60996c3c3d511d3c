package nl.privacyloket.bench.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.machine.Disk;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Finding;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MailStack;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/**
 * What the queues keep of their throughput while somebody holds a snapshot open. Nothing that is deleted or rewritten since can
 * be cleared away then, so that whoever looks for work at the beginning of an index wades through all that was done. Each queue
 * in turn is kept full until the snapshot is three minutes old, by which time the services are warm. The last turns are compared with
 * as many after it has gone and what is dead has been cleared away.
 */
public final class HeldSnapshot implements Scenario {
    private static final double GOAL = 0.9;
    private static final Duration HELD = Duration.ofMinutes(3);
    /** With the mails that are still under way at its end, a turn of all queues takes about a quarter of a minute. */
    private static final int SPAN_MILLISECONDS = 4_000;

    /** Of the snapshot and without it: so many that one in which the machine was slow is not all. */
    private static final int TURNS = 2;

    @Override
    public String name() {
        return "held-snapshot";
    }

    @Override
    public String summary() {
        return "throughput of the queues in the third minute of a snapshot that is held open, beside the same without";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        MailStack mails = MailStack.of(bench);
        Stack stack = mails.stack();
        try (Queue relay = new RelayedEvents(stack, bench.directory().resolve("keys"));
                Connection holder = stack.connect(StackService.DATABASE)) {
            List<Queue> queues = List.of(
                    relay,
                    new RequestsToMail(stack, mails.sink()),
                    new AnnouncedMails(stack, bench.amount(5_000, 200)));
            return measure(bench, queues, holder);
        }
    }

    private Outcome measure(Bench bench, List<Queue> queues, Connection holder) throws Exception {
        Duration span = Duration.ofMillis(bench.amount(SPAN_MILLISECONDS, 300));
        List<Map<Queue, Double>> held = new ArrayList<>();
        hold(holder);
        long begun = System.nanoTime();
        do {
            long age = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            held.add(turn(bench, "a snapshot of " + age + " s", queues, span));
        } while (held.size() < TURNS || !bench.brief() && System.nanoTime() - begun < HELD.toNanos());
        long age = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        release(holder);
        List<Map<Queue, Double>> without = new ArrayList<>();
        while (without.size() < TURNS) {
            without.add(turn(bench, "no snapshot", queues, span));
        }
        Map<String, Object> measured = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Queue queue : queues) {
            double same = mean(without, queue);
            double last = mean(held.subList(held.size() - TURNS, held.size()), queue);
            measured.put(
                    queue.name(),
                    Map.of(
                            "without",
                            without.stream().map(turn -> turn.get(queue)).toList(),
                            "held",
                            held.stream().map(turn -> turn.get(queue)).toList(),
                            "seconds",
                            age));
            findings.add(new Finding(
                    "a snapshot held for " + HELD.toMinutes() + " minutes: " + queue.name(),
                    Figures.rate(same, queue.unit()) + ", the same without",
                    Figures.rate(last, queue.unit()),
                    String.format(Locale.ROOT, "%.2f", last / same),
                    String.format(Locale.ROOT, "≥ %.2f", GOAL),
                    last / same >= GOAL));
        }
        return new Outcome(
                name(),
                findings,
                measured,
                List.of(
                        "each queue in turn is kept full as long as the snapshot is held and after it; the last two turns of the"
                                + " snapshot count, which end after three minutes, beside two after it has gone and a vacuum",
                        "PostgreSQL with fsync on; load, services, Kafka and PostgreSQL share the processors"));
    }

    private static Map<Queue, Double> turn(Bench bench, String when, List<Queue> queues, Duration span)
            throws Exception {
        Map<Queue, Double> rates = new LinkedHashMap<>();
        for (Queue queue : queues) {
            double rate = queue.perSecond(span);
            bench.say("%s: %s, %s", when, queue.name(), Figures.rate(rate, queue.unit()));
            rates.put(queue, rate);
        }
        return rates;
    }

    private static double mean(List<Map<Queue, Double>> turns, Queue queue) {
        return turns.stream().mapToDouble(turn -> turn.get(queue)).average().orElseThrow();
    }

    private static void hold(Connection holder) throws SQLException {
        holder.setAutoCommit(false);
        holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = holder.createStatement()) {
            statement.execute("select count(*) from notification.message");
        }
    }

    /** What autovacuum would do within a minute. */
    private static void release(Connection holder) throws SQLException, InterruptedException {
        holder.rollback();
        holder.setAutoCommit(true);
        try (Statement statement = holder.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
        Disk.settle();
    }
}
