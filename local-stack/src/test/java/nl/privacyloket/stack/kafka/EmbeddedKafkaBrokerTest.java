package nl.privacyloket.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaBrokerTest {

    private static EmbeddedKafkaBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafkaBroker.startTemporary();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void deliversWhatACommittedTransactionSentAndNothingOfAnAbortedOne() {
        broker.createTopic("transactions", 1, Map.of());
        try (KafkaProducer<String, String> producer = producer(broker, Map.of("transactional.id", "t-1"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "k", "aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "k", "committed"));
            producer.commitTransaction();
        }

        assertThat(consume(broker, "transactions", 1)).containsExactly("committed");
    }

    @Test
    void createsNoTopicByItself() {
        try (KafkaProducer<String, String> producer = producer(broker, Map.of("max.block.ms", "500"))) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("misspelt", "v")).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(broker.topics()).doesNotContain("misspelt");
    }

    @Test
    void creatingATopicTwiceIsCreatingItOnce() {
        broker.createTopic("twice", 3, Map.of("cleanup.policy", "compact"));
        broker.createTopic("twice", 3, Map.of("cleanup.policy", "compact"));

        assertThat(broker.topics()).contains("twice");
    }

    @Test
    void comesBackOnTheSamePortWithItsRecordsWhileAProducerWaits() throws Exception {
        try (EmbeddedKafkaBroker other = EmbeddedKafkaBroker.startTemporary()) {
            other.createTopic("kept", 1, Map.of());
            try (KafkaProducer<String, String> producer = producer(other, Map.of())) {
                producer.send(new ProducerRecord<>("kept", "before")).get();
                other.stop();
                CompletableFuture<RecordMetadata> waiting = CompletableFuture.supplyAsync(() -> {
                    try {
                        return producer.send(new ProducerRecord<>("kept", "while it was down"))
                                .get();
                    } catch (InterruptedException | ExecutionException e) {
                        throw new IllegalStateException(e);
                    }
                });

                other.start();

                waiting.get(30, TimeUnit.SECONDS);
            }
            assertThat(consume(other, "kept", 2)).containsExactly("before", "while it was down");
        }
    }

    @Test
    void keepsItsTopicsFromOneStartToTheNext(@TempDir Path directory) throws Exception {
        try (EmbeddedKafkaBroker first = EmbeddedKafkaBroker.start(KafkaOptions.at(directory, 0))) {
            first.createTopic("kept", 1, Map.of());
            try (KafkaProducer<String, String> producer = producer(first, Map.of())) {
                producer.send(new ProducerRecord<>("kept", "first run")).get();
            }
        }

        try (EmbeddedKafkaBroker second = EmbeddedKafkaBroker.start(KafkaOptions.at(directory, 0))) {
            assertThat(consume(second, "kept", 1)).containsExactly("first run");
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafkaBroker broker, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", broker.bootstrapServers());
        all.put("acks", "all");
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    private static List<String> consume(EmbeddedKafkaBroker broker, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                "reader-of-" + topic,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(received -> values.add(received.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
