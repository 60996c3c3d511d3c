package nl.privacyloket.bench.intake;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.load.Answered;
import nl.privacyloket.bench.load.Caller;
import nl.privacyloket.bench.load.HttpConnection;
import nl.privacyloket.bench.load.Load;
import nl.privacyloket.bench.load.Turn;
import nl.privacyloket.bench.machine.Disk;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MailStack;
import nl.privacyloket.bench.statement.Course;
import nl.privacyloket.bench.statement.StatementLoad;
import nl.privacyloket.bench.statement.StatementLog;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.service.ServiceProcess;

/**
 * Requests that are acknowledged with 201 and stand on the disk with their event and their audit entry, per second, over HTTP;
 * beside the statements of the same intake alone.
 */
public final class Intake implements Scenario {
    private static final double GOAL = 0.5;
    private static final int CONNECTIONS = 32;
    private static final int WARMING = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final int PROBES = 12;
    private static final String BESIDE = "beside";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public String summary() {
        return "requests taken in per second over 32 connections, beside the same statements by pgbench";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        Stack stack = MailStack.ofRequests(bench);
        Outcome outcome = new Run(bench, stack).outcome();
        try (Connection superuser = stack.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("drop database " + BESIDE + " with (force)");
        }
        return outcome;
    }

    /** One run on one stack. */
    private static final class Run {
        private final Bench bench;
        private final Stack stack;
        private final ServiceProcess service;
        private final URI server;
        private int series;

        private Run(Bench bench, Stack stack) {
            this.bench = bench;
            this.stack = stack;
            this.service = stack.service(StackService.REQUEST);
            this.server = stack.addresses().baseUrl(StackService.REQUEST);
        }

        private Outcome outcome() throws Exception {
            Duration span = Duration.ofSeconds(bench.amount(4, 1));
            Course course = course();
            copyTables();
            StatementLoad limit = limit(course);
            bench.say(
                    "an intake executes %d statements in %d transactions, beside them %s",
                    course.statements().size(), course.size(), limit.by());
            // Plans that were made for empty tables are made anew for these.
            takeIn(Duration.ofSeconds(bench.amount(3, 1)));
            limit.perSecond(CONNECTIONS, Duration.ofSeconds(bench.amount(3, 1)));
            analyze(StackService.DATABASE);
            analyze(BESIDE);
            warmUp();
            List<Answered> answered = new ArrayList<>();
            Duration before = service.processorTime().orElse(Duration.ZERO);
            Comparison comparison = Comparison.run(
                    bench.rounds(),
                    () -> limit.perSecond(CONNECTIONS, span.dividedBy(2)),
                    () -> {
                        Answered round = takeIn(span);
                        answered.add(round);
                        drain();
                        return round.perSecond();
                    },
                    bench.telling("requests"));
            double seconds =
                    service.processorTime().orElse(Duration.ZERO).minus(before).toNanos() / 1e9;
            long calls = answered.stream().mapToLong(Answered::calls).sum();
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("unit", "requests/s");
            measured.put("connections", CONNECTIONS);
            measured.put("transactions", course.size());
            measured.put("statements", course.statements());
            measured.put("boundBytes", course.bytes());
            measured.put("rounds", comparison.rounds());
            measured.put(
                    "milliseconds",
                    answered.stream()
                            .map(round -> Answered.percentiles(round.latencies()))
                            .toList());
            measured.put("serviceProcessorMillisecondsPerRequest", 1e3 * seconds / Math.max(1, calls));
            return new Outcome(
                    "intake",
                    List.of(Figures.ofLimit(
                            "requests taken in over 32 connections", "requests", limit.by(), comparison, GOAL)),
                    measured,
                    List.of(
                            "fsync, synchronous_commit and full_page_writes are on: a 201 survives a power cut, as far as the"
                                    + " disk keeps its word; an intake is "
                                    + course.statements().size() + " statements in " + course.size()
                                    + " transactions",
                            "client, service, relay, Kafka and PostgreSQL share the processors; the limit has them for"
                                    + " PostgreSQL and itself, on a copy of the same tables in the same cluster",
                            String.format(
                                    Locale.ROOT,
                                    "the service spends %.2f ms of processor time on a request, its relay included",
                                    1e3 * seconds / Math.max(1, calls))));
        }

        /** Over few connections: the threads that compile share the processors with those that serve. */
        private void warmUp() throws Exception {
            Duration turn = Duration.ofSeconds(bench.amount(5, 1));
            bench.warmUp(WARM_UP, "requests", () -> takeIn(WARMING, turn).perSecond());
            drain();
        }

        private Answered takeIn(Duration lasting) throws Exception {
            return takeIn(CONNECTIONS, lasting);
        }

        private Answered takeIn(int connections, Duration lasting) throws Exception {
            RequestLetters letters = new RequestLetters("intake" + series++);
            return Load.closed(connections, lasting).run(number -> connect(letters));
        }

        private Caller connect(RequestLetters letters) throws Exception {
            HttpConnection connection = HttpConnection.to(server);
            return new Caller() {
                @Override
                public void call(Turn turn) throws Exception {
                    connection
                            .post(RequestLetters.PATH, "", letters.body(turn.number()))
                            .expecting(201);
                }

                @Override
                public void close() throws Exception {
                    connection.close();
                }
            };
        }

        /** What an intake executes, from the server itself. */
        private Course course() throws Exception {
            drain();
            try (Connection superuser = stack.connect(StackService.DATABASE)) {
                Set<Long> relay = relay(superuser);
                Path file = stack.directory().postgres().resolve("postgres.log");
                RequestLetters letters = new RequestLetters("probe");
                StatementLog log = StatementLog.begin(superuser, file);
                try (log;
                        HttpConnection connection = HttpConnection.to(server)) {
                    for (int i = 0; i < PROBES; i++) {
                        connection
                                .post(RequestLetters.PATH, "", letters.body(i))
                                .expecting(201);
                    }
                    drain();
                }
                return Course.of(log, PROBES, relay);
            }
        }

        /** The session of the relay: the one that holds a lock as long as it lives. */
        private static Set<Long> relay(Connection superuser) throws SQLException {
            Set<Long> sessions = new HashSet<>();
            try (Statement statement = superuser.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select pid from pg_locks where locktype = 'advisory' and granted")) {
                while (rows.next()) {
                    sessions.add(rows.getLong(1));
                }
            }
            return sessions;
        }

        /** The same tables, triggers and rows beside the service's, where no relay looks. */
        private void copyTables() throws Exception {
            String database = "alter database " + StackService.DATABASE;
            try (Connection superuser = stack.connect("postgres");
                    Statement statement = superuser.createStatement()) {
                // A template is one that nobody is connected to. The service connects again by itself.
                statement.execute(database + " allow_connections false");
                statement.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '"
                        + StackService.DATABASE + "'");
                statement.execute("create database " + BESIDE + " template " + StackService.DATABASE);
                statement.execute(database + " allow_connections true");
                statement.execute("checkpoint");
            }
            Disk.settle();
            drain();
            service.awaitReady(START_LIMIT);
        }

        private void analyze(String database) throws SQLException {
            try (Connection superuser = stack.connect(database);
                    Statement statement = superuser.createStatement()) {
                statement.execute("vacuum analyze");
            }
        }

        private StatementLoad limit(Course course) throws Exception {
            String role = StackService.REQUEST.role();
            return StatementLoad.of(
                    course,
                    stack.infrastructure().postgres().dataSource(BESIDE, role),
                    stack.addresses().ports().postgres(),
                    BESIDE,
                    role,
                    StackService.REQUEST.schema(),
                    bench.directory());
        }

        /** Waits until the relay has nothing left to do. */
        private void drain() throws Exception {
            String schema = StackService.REQUEST.schema();
            String waiting = "select (exists (select from " + schema + ".outbox) or exists (select from " + schema
                    + ".audit_pending))";
            try (Connection superuser = stack.connect(StackService.DATABASE);
                    Statement statement = superuser.createStatement()) {
                boolean drained = Polling.upTo(DRAIN_LIMIT)
                        .every(Duration.ofMillis(50))
                        .untilTrue(() -> {
                            try (ResultSet row = statement.executeQuery(waiting)) {
                                row.next();
                                return !row.getBoolean(1);
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        });
                if (!drained) {
                    throw new IllegalStateException("the relay is not done after " + DRAIN_LIMIT.toSeconds() + " s");
                }
            }
        }
    }
}
