package nl.privacyloket.retention.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The other side of Kafka: sends what other services and systems would send, reads what this service says. */
public final class Bus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = EventJson.mapper();

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Listener> listeners = new HashMap<>();

    public Bus(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    /** An event as it came. */
    public record Received(String topic, String key, String type, String source, String organisation, JsonNode data) {

        static Received from(ConsumerRecord<String, byte[]> record) {
            try {
                return new Received(
                        record.topic(),
                        record.key(),
                        header(record, "ce_type"),
                        header(record, "ce_source"),
                        header(record, "ce_organisation"),
                        JSON.readTree(record.value()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String header(ConsumerRecord<String, byte[]> record, String name) {
            var header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }

        public String text(String member) {
            return data.path(member).asText(null);
        }
    }

    private record Listener(KafkaConsumer<String, byte[]> consumer, List<Received> heard) {}

    /** Sends an event whose data fit their contract; returns its id. */
    public String send(String topic, String key, String type, String source, String organisation, Object data) {
        var id = UUID.randomUUID().toString();
        send(id, topic, key, type, source, organisation, data);
        return id;
    }

    /** As above, with an id of the caller's: the same event a second time. */
    public void send(
            String id, String topic, String key, String type, String source, String organisation, Object data) {
        Contracts.assertFits(type, JSON.valueToTree(data));
        var event = new ProducerRecord<>(topic, key, EventJson.write(data));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_type", type,
                        "ce_source", source,
                        "ce_time", Instant.now().toString(),
                        "ce_organisation", organisation,
                        "content-type", "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(event).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many events that fit are there, and returns them in their order; all fit their contracts. */
    public List<Received> await(String topic, int count, Predicate<Received> wanted) {
        var found = new ArrayList<Received>();
        Awaitility.await("events on " + topic).atMost(PATIENCE).until(() -> {
            found.clear();
            heard(topic).stream().filter(wanted).forEach(found::add);
            return found.size() >= count;
        });
        assertThat(found).hasSize(count);
        found.forEach(event -> Contracts.assertFits(event.type(), event.data()));
        return found;
    }

    public Received awaitOne(String topic, Predicate<Received> wanted) {
        return await(topic, 1, wanted).get(0);
    }

    /** Everything on the topic up to now; nothing when it is not there yet. */
    public List<Received> heard(String topic) {
        var listener = listeners.get(topic);
        if (listener == null) {
            listener = listen(topic);
            if (listener == null) {
                return List.of();
            }
            listeners.put(topic, listener);
        }
        var heard = listener.heard();
        var consumer = listener.consumer();
        var ends = consumer.endOffsets(consumer.assignment());
        do {
            consumer.poll(Duration.ofMillis(50)).forEach(record -> heard.add(Received.from(record)));
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
        return heard;
    }

    /** Without a consumer group, whose members would be waited for. */
    private Listener listen(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "allow.auto.create.topics", "false");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.listTopics().getOrDefault(topic, List.of());
        if (partitions.isEmpty()) {
            consumer.close();
            return null;
        }
        consumer.assign(partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        return new Listener(consumer, new ArrayList<>());
    }

    @Override
    public void close() {
        producer.close();
        listeners.values().forEach(listener -> listener.consumer().close());
    }
}
