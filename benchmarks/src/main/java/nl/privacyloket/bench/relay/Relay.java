package nl.privacyloket.bench.relay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import nl.privacyloket.bench.Bench;
import nl.privacyloket.bench.Scenario;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.machine.Disk;
import nl.privacyloket.bench.result.Figures;
import nl.privacyloket.bench.result.Outcome;
import nl.privacyloket.bench.stack.MailStack;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.service.ServiceProcess;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events that the relay of request-service brings from its outbox to Kafka per second, from the commit of their rows until
 * Kafka has acknowledged them and the rows are gone; beside Kafka's own producer with records of the same size.
 */
public final class Relay implements Scenario {
    private static final double GOAL = 0.5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final String TOPIC = "privacyloket.requests.v1";
    private static final String TYPE = "nl.privacyloket.request.received.v1";
    /** About that of a request that was received, with whom to write to sealed in it. */
    private static final int DATA_BYTES = 1_000;
    /** The relay's, in one Kafka transaction. */
    private static final int BATCH = 1_000;

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String FILL = """
            insert into outbox (event_id, topic, key, type, organisation, time, traceparent, data)
            select gen_random_uuid()::text, ?, gen_random_uuid()::text, ?, 'prifora', now(), null, ?
              from generate_series(1, ?)
            """;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String summary() {
        return "events from the outbox to Kafka per second, beside Kafka's own producer";
    }

    @Override
    public Outcome run(Bench bench) throws Exception {
        int events = bench.amount(80_000, 5_000);
        Stack stack = MailStack.ofRequests(bench);
        try (Connection connection = stack.connect(StackService.DATABASE);
                KafkaProducer<String, byte[]> producer = producer(stack)) {
            connection.setSchema(StackService.REQUEST.schema());
            ServiceProcess service = stack.service(StackService.REQUEST);
            produce(producer, events);
            bench.warmUp(WARM_UP, "events", () -> relay(connection, events));
            Duration before = service.processorTime().orElse(Duration.ZERO);
            Comparison comparison = Comparison.run(
                    bench.rounds(),
                    () -> produce(producer, 2 * events),
                    () -> relay(connection, events),
                    bench.telling("events"));
            double seconds =
                    service.processorTime().orElse(Duration.ZERO).minus(before).toNanos() / 1e9;
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("unit", "events/s");
            measured.put("events", events);
            measured.put("dataBytes", DATA_BYTES);
            measured.put("rounds", comparison.rounds());
            measured.put(
                    "serviceProcessorMicrosecondsPerEvent",
                    1e6 * seconds / events / comparison.rounds().size());
            return new Outcome(
                    name(),
                    List.of(Figures.ofLimit(
                            "events from the outbox to Kafka", "events", "Kafka's own producer", comparison, GOAL)),
                    measured,
                    List.of(
                            "both with acks=all and idempotence, a thousand records of 1 kB at a time; the relay's in a Kafka"
                                    + " transaction for each thousand, and their rows deleted with fsync on",
                            "there is one broker, which acknowledges from the page cache: a power cut takes what it has not"
                                    + " written, and the outbox forgot it",
                            "broker and the limit's producer are in one process with this program; the relay is in its own"));
        }
    }

    /** Rows that are there at once, until all are gone. */
    private static double relay(Connection connection, int events) throws Exception {
        connection.setAutoCommit(false);
        try (PreparedStatement fill = connection.prepareStatement(FILL)) {
            fill.setString(1, TOPIC);
            fill.setString(2, TYPE);
            fill.setBytes(3, data());
            fill.setInt(4, events);
            fill.executeUpdate();
        }
        try (Statement bell = connection.createStatement()) {
            bell.execute("select pg_notify('outbox_" + StackService.REQUEST.schema() + "', '')");
        }
        Disk.settle();
        connection.commit();
        long begun = System.nanoTime();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            boolean gone = Polling.upTo(LIMIT).every(Duration.ofMillis(20)).untilTrue(() -> isEmpty(statement));
            if (!gone) {
                throw new IllegalStateException("the relay is not done after " + LIMIT.toSeconds() + " s");
            }
            double perSecond = events / ((System.nanoTime() - begun) / 1e9);
            // Otherwise the next round begins with looking past what this one has left.
            statement.execute("vacuum outbox");
            return perSecond;
        }
    }

    /** The largest id is looked up from the end, where the rows go last: without a walk over those that have gone. */
    private static boolean isEmpty(Statement statement) {
        try (ResultSet row = statement.executeQuery("select max(id) from outbox")) {
            row.next();
            return row.getObject(1) == null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double produce(KafkaProducer<String, byte[]> producer, int events) throws Exception {
        Disk.settle();
        long begun = System.nanoTime();
        byte[] data = data();
        for (int sent = 0; sent < events; sent += BATCH) {
            List<Future<RecordMetadata>> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                batch.add(producer.send(record(data)));
            }
            producer.flush();
            for (Future<RecordMetadata> acknowledged : batch) {
                acknowledged.get();
            }
        }
        return events / ((System.nanoTime() - begun) / 1e9);
    }

    private static ProducerRecord<String, byte[]> record(byte[] data) {
        String id = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, id, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_source", "request-service",
                        "ce_type", TYPE,
                        "ce_time", "2026-11-23T00:00:00.000001Z",
                        "ce_organisation", "prifora",
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static KafkaProducer<String, byte[]> producer(Stack stack) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", stack.addresses().kafkaBootstrapServers(),
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "0",
                        "batch.size", Integer.toString(256 * 1024)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static byte[] data() {
        return ("{\"filler\":\"" + "x".repeat(DATA_BYTES - 13) + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
