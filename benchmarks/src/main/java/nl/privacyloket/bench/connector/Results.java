package nl.privacyloket.bench.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import nl.privacyloket.stack.Stack;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the connector answers. */
final class Results implements AutoCloseable {
    private static final String TOPIC = "privacyloket.results.v1";
    private static final String KIND = "nl.privacyloket.result.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    Results(Stack stack) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.addresses().kafkaBootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        "5"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** An answer: {@code erased}, {@code verified}, {@code purged}. */
    record Result(String kind, UUID commandId, JsonNode data) {}

    /** What comes from here on is heard. */
    void begin() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * Hears answers until so many of a kind have come.
     *
     * @throws IllegalStateException when a command was refused, or nothing comes any more
     */
    void hear(String kind, int count, Consumer<Result> heard) throws IOException {
        int of = 0;
        long quietSince = System.nanoTime();
        while (of < count) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                JsonNode data = JSON.readTree(record.value());
                var result = new Result(
                        type.substring(KIND.length(), type.lastIndexOf('.')),
                        UUID.fromString(data.path("commandId").asText()),
                        data);
                if (result.kind().equals("failed")) {
                    throw new IllegalStateException("the connector refused: " + data);
                }
                of += result.kind().equals(kind) ? 1 : 0;
                heard.accept(result);
                quietSince = System.nanoTime();
            }
            if (System.nanoTime() - quietSince > Duration.ofSeconds(60).toNanos()) {
                throw new IllegalStateException("after " + of + " answers of " + count + " no more came");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
