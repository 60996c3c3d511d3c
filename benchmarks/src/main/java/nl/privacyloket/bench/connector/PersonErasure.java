package nl.privacyloket.bench.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.connector.Commands.Command;
import nl.privacyloket.bench.connector.Commands.Erasure;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.webshop.Webshop;
import nl.privacyloket.bench.webshop.WebshopStack;
import nl.privacyloket.stack.Stack;
import org.apache.kafka.clients.producer.KafkaProducer;

/** How fast the connector erases persons and shows that they are gone, beside the statements that one would write by hand. */
public final class PersonErasure implements Scenario {
    private static final double GOAL = 0.5;
    private static final Duration WARM_UP = Duration.ofSeconds(35);
    private static final int PERSONS = 150;
    private static final int PERSONS_BY_HAND = 600;
    /** Few enough for many turns: three processes are compiled beside each other. */
    private static final int PERSONS_OF_A_TURN = 150;

    private static final int STORED = 10_000;
    /** Commands of one data system that the connector carries out beside each other. */
    private static final int CONNECTIONS = 1;

    @Override
    public String name() {
        return "erase";
    }

    @Override
    public String summary() {
        return "persons erased and verified per second by jdbc-connector, beside hand-written SQL in the same transactions";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        Stack stack = WebshopStack.of(bench);
        try (Connection data = Webshop.data(stack);
                Connection retention = Webshop.retention(stack);
                KafkaProducer<String, byte[]> producer = Webshop.producer(stack);
                Results results = new Results(stack)) {
            var customers = new Customers(data);
            customers.begin(bench.amount(STORED, 1_000));
            var commands = new Commands(stack);
            int persons = bench.amount(PERSONS, 50);
            var run = new Run(stack, retention, producer, results, customers, commands);
            bench.warmUp(WARM_UP, "persons", () -> run.erase(bench.amount(PERSONS_OF_A_TURN, 50)));
            int byHand = bench.amount(PERSONS_BY_HAND, 50);
            run.byHand(byHand);
            Comparison comparison = Comparison.run(
                    bench.rounds(), () -> run.byHand(byHand), () -> run.erase(persons), bench.telling("persons"));
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("unit", "persons/s");
            measured.put("persons", persons);
            measured.put("personsByHand", byHand);
            measured.put("rowsOfAPerson", Customers.ROWS);
            measured.put("connections", CONNECTIONS);
            measured.put("rounds", comparison.rounds());
            return new Outcome(
                    name(),
                    List.of(Figures.ofLimit(
                            "persons of " + Customers.ROWS + " rows erased, and read back",
                            "persons",
                            "hand-written SQL",
                            comparison,
                            GOAL)),
                    measured,
                    List.of(
                            "commits are durable (fsync) in both databases, which are one cluster; commands and results go"
                                    + " over Kafka, each permit is redeemed and settled at retention-service",
                            "the limit deletes and counts the same rows in the same two transactions, and writes no answer,"
                                    + " no audit entry and no memory of who was erased",
                            "retention-service sets the results aside, because it has not sent the commands; connector,"
                                    + " retention-service, databases, broker and client share the processors"));
        }
    }

    private record Run(
            Stack stack,
            Connection retention,
            KafkaProducer<String, byte[]> producer,
            Results results,
            Customers customers,
            Commands commands) {

        double erase(int persons) throws Exception {
            long first = customers.add(persons);
            List<Erasure> erasures = LongStream.range(first, first + persons)
                    .mapToObj(number -> commands.erasure(Customers.email(number)))
                    .toList();
            commands.permit(retention);
            Map<UUID, Command> questions = new HashMap<>();
            erasures.forEach(one -> questions.put(one.erase().id(), one.verify()));
            results.begin();
            long begun = System.nanoTime();
            erasures.forEach(one -> producer.send(one.erase().event()));
            results.hear("verified", persons, result -> {
                if (result.kind().equals("erased")) {
                    producer.send(questions.get(result.commandId()).event());
                } else if (rows(result.data()) > 0) {
                    throw new IllegalStateException("something is left of a person: " + result.data());
                }
            });
            return persons / ((System.nanoTime() - begun) / 1e9);
        }

        /** What a verification has found of the person, in all categories. */
        private static long rows(JsonNode verified) {
            long rows = 0;
            for (JsonNode category : verified.path("holdings")) {
                rows += category.path("holdings").asLong();
            }
            return rows;
        }

        double byHand(int persons) throws Exception {
            long first = customers.add(persons);
            ExecutorService sessions = Executors.newFixedThreadPool(CONNECTIONS);
            List<ByHand> hands = new ArrayList<>();
            try {
                List<Callable<Void>> work = new ArrayList<>();
                for (int at = 0; at < CONNECTIONS; at++) {
                    int begin = at;
                    ByHand hand = new ByHand(Webshop.data(stack));
                    hands.add(hand);
                    work.add(() -> {
                        for (long number = first + begin; number < first + persons; number += CONNECTIONS) {
                            hand.erase(Customers.email(number));
                        }
                        return null;
                    });
                }
                long begun = System.nanoTime();
                for (var done : sessions.invokeAll(work)) {
                    done.get();
                }
                return persons / ((System.nanoTime() - begun) / 1e9);
            } finally {
                sessions.shutdownNow();
                for (ByHand hand : hands) {
                    hand.close();
                }
            }
        }
    }
}
