package nl.privacyloket.bench.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.webshop.Webshop;
import nl.privacyloket.bench.webshop.WebshopStack;
import nl.privacyloket.stack.Stack;
import org.apache.kafka.clients.producer.KafkaProducer;

/** How fast the connector lets go of what has become too old, beside the statements that one would write by hand. */
public final class RowPurge implements Scenario {
    private static final double GOAL = 0.8;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int INVOICES = 40_000;
    /** An invoice with its line and its payment. */
    private static final int ROWS_OF_AN_INVOICE = 3;

    private static final int STORED = 10_000;
    /** Older than anything that is stored. */
    private static final int YEAR = 2012;

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public String summary() {
        return "rows purged per second by jdbc-connector, beside hand-written SQL of the same order and transactions";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        Stack stack = WebshopStack.of(bench);
        try (Connection data = Webshop.data(stack);
                Connection retention = Webshop.retention(stack);
                KafkaProducer<String, byte[]> producer = Webshop.producer(stack);
                Results results = new Results(stack);
                ByHand hand = new ByHand(Webshop.data(stack))) {
            var customers = new Customers(data);
            customers.begin(bench.amount(STORED, 1_000));
            int invoices = bench.amount(INVOICES, 1_200);
            int rows = invoices * ROWS_OF_AN_INVOICE;
            var run = new Run(retention, producer, results, customers, new Commands(stack), hand, invoices, rows);
            bench.warmUp(WARM_UP, "rows", run::purge);
            run.byHand();
            Comparison comparison = Comparison.run(bench.rounds(), run::byHand, run::purge, bench.telling("rows"));
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("unit", "rows/s");
            measured.put("rows", rows);
            measured.put("rounds", comparison.rounds());
            return new Outcome(
                    name(),
                    List.of(Figures.ofLimit(
                            "rows purged by their age, invoices with their lines and payments",
                            "rows",
                            "hand-written SQL",
                            comparison,
                            GOAL)),
                    measured,
                    List.of(
                            "4,000 invoices to a transaction on one connection, in the order of their dates, both times;"
                                    + " commits are durable (fsync)",
                            "the connector redeems its permit before each commit, settles it after it, and keeps its progress",
                            "retention-service sets the results aside, because it has not sent the commands; connector,"
                                    + " retention-service, databases, broker and client share the processors"));
        }
    }

    private record Run(
            Connection retention,
            KafkaProducer<String, byte[]> producer,
            Results results,
            Customers customers,
            Commands commands,
            ByHand hand,
            int invoices,
            int rows) {
        private static final LocalDate BEFORE = LocalDate.of(YEAR + 1, 1, 1);

        double purge() throws Exception {
            customers.addInvoices(YEAR, invoices);
            var command = commands.purge(BEFORE);
            commands.permit(retention);
            results.begin();
            long begun = System.nanoTime();
            producer.send(command.event());
            results.hear("purged", 1, result -> {
                JsonNode line = result.data().path("categories").path(0);
                if (line.path("erased").asInt() != invoices) {
                    throw new IllegalStateException("not all was purged: " + result.data());
                }
            });
            return rows / ((System.nanoTime() - begun) / 1e9);
        }

        double byHand() throws Exception {
            customers.addInvoices(YEAR, invoices);
            long begun = System.nanoTime();
            int gone = hand.purge(BEFORE);
            if (gone != rows) {
                throw new IllegalStateException(gone + " rows went of " + rows);
            }
            return rows / ((System.nanoTime() - begun) / 1e9);
        }
    }
}
