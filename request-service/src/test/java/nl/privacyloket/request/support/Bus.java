package nl.privacyloket.request.support;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import nl.privacyloket.messaging.event.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The other side of Kafka: tells what retention-service would tell, hears what this service says. */
@Singleton
public class Bus {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RETENTION = "privacyloket.retention.v1";
    private static final String NOTIFICATIONS = "privacyloket.notifications.v1";
    private static final List<String> HEARD =
            List.of("privacyloket.requests.v1", "privacyloket.policies.v1", "privacyloket.audit.v1");

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();

    Bus(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "group.id", "test-" + UUID.randomUUID(),
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed",
                        "metadata.max.age.ms", "300",
                        "allow.auto.create.topics", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(HEARD);
    }

    /** An event as it came; {@code raw} is all of it as text. */
    public record Heard(String topic, String key, String type, String organisation, JsonNode data, String raw) {

        static Heard from(ConsumerRecord<String, byte[]> record) {
            try {
                StringBuilder raw = new StringBuilder();
                record.headers().forEach(header -> raw.append(header.key())
                        .append('=')
                        .append(new String(header.value(), StandardCharsets.UTF_8))
                        .append('\n'));
                raw.append(new String(record.value(), StandardCharsets.UTF_8));
                return new Heard(
                        record.topic(),
                        record.key(),
                        header(record, "ce_type"),
                        header(record, "ce_organisation"),
                        EventJson.mapper().readTree(record.value()),
                        raw.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String header(ConsumerRecord<String, byte[]> record, String name) {
            return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
        }
    }

    /** Sends a fact of retention-service that fits its contract. */
    public void tell(String shortType, String organisation, JsonNode data) {
        send(RETENTION, "retention", shortType, organisation, data);
    }

    /** Sends a fact of notification-service that fits its contract. */
    public void tellOfMessage(String shortType, String organisation, JsonNode data) {
        send(NOTIFICATIONS, "notification", shortType, organisation, data);
    }

    private void send(String topic, String subject, String shortType, String organisation, JsonNode data) {
        String type = "nl.privacyloket." + subject + "." + shortType + ".v1";
        Contracts.assertEvent(type, data);
        String key = data.get("requestId").asText();
        var record = new ProducerRecord<>(topic, key, EventJson.write(data));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        subject + "-service",
                        "ce_time",
                        Instant.now().toString(),
                        "ce_organisation",
                        organisation,
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the first event of a type about a request; it fits its contract. */
    public Heard await(String shortType, String requestId) {
        String type = "nl.privacyloket." + shortType + ".v1";
        Heard found = await(event -> event.type().equals(type) && event.key().equals(requestId));
        Contracts.assertEvent(type, found.data());
        return found;
    }

    /** Waits for the first event that fits. */
    public Heard await(Predicate<Heard> wanted) {
        Awaitility.await().atMost(PATIENCE).until(() -> all().stream().anyMatch(wanted));
        return all().stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Everything up to now. */
    public synchronized List<Heard> all() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> heard.add(Heard.from(record)));
        return List.copyOf(heard);
    }

    @PreDestroy
    void close() {
        producer.close();
        consumer.close();
    }
}
