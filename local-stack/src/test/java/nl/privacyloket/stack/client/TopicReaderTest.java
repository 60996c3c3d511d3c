package nl.privacyloket.stack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

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
    void readsWhatWasCommittedToTheEndThoughAnAbortedTransactionIsTheLast() {
        broker.createTopic("privacyloket.read.v1", 3, Map.of());
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            for (String key : List.of("a", "b", "c")) {
                producer.beginTransaction();
                producer.send(event("privacyloket.read.v1", key));
                producer.commitTransaction();
            }
            producer.beginTransaction();
            producer.send(event("privacyloket.read.v1", "aborted"));
            producer.abortTransaction();
        }

        List<TopicRecord> records = new TopicReader(broker.bootstrapServers()).read("privacyloket.read.v1");

        assertThat(records).extracting(TopicRecord::key).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.type()).isEqualTo("nl.privacyloket.request.closed.v1");
            assertThat(record.source()).isEqualTo("request-service");
            assertThat(record.organisation()).isEqualTo("prifora");
            assertThat(record.time()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
            assertThat(record.data().path("key").asText()).isEqualTo(record.key());
            assertThat(record.everything()).contains("{\"key\":\"" + record.key() + "\"}", "prifora");
        });
    }

    @Test
    void knowsTheTopicsOfTheProductOnly() {
        broker.createTopic("privacyloket.known.v1", 1, Map.of());
        broker.createTopic("somebody-elses", 1, Map.of());

        assertThat(new TopicReader(broker.bootstrapServers()).topics())
                .contains("privacyloket.known.v1")
                .doesNotContain("somebody-elses");
    }

    @Test
    void aFollowerHearsOfATopicThatComesLater() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (TopicFollower follower =
                TopicFollower.start(broker.bootstrapServers(), record -> heard.add(record.topic()))) {
            broker.createTopic("privacyloket.later.v1", 1, Map.of());
            try (KafkaProducer<String, byte[]> producer = producer()) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(event("privacyloket.later.v1", "x"));
                producer.commitTransaction();
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("privacyloket.later.v1"));
        }
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "reader-test"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> event(String topic, String key) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, key, ("{\"key\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_type", "nl.privacyloket.request.closed.v1",
                        "ce_source", "request-service",
                        "ce_organisation", "prifora",
                        "ce_time", "2026-11-22T10:00:00Z")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
