package nl.privacyloket.system;

import static nl.privacyloket.stack.layout.StackService.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import nl.privacyloket.stack.Stack;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Somebody puts a record on a topic that no service can read: operators see it, try it again, give it up. */
class DeadLetterIT {
    private final Stack stack = RunningStack.get();

    @Test
    void aPoisonRecordIsSeenReplayedInVainAndRemovedByAnOperator() throws Exception {
        Api operator = Api.anonymous(stack).as("operator", "prifora");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.addresses().kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] poison = "no event at all".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>("privacyloket.results.v1", poison))
                    .get();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> total(operator) == 1);
        JsonNode letter = operator.get(RETENTION, "/dead-letters")
                .expect(200)
                .path("items")
                .get(0);
        String path = "/dead-letters/" + letter.path("id").asText();

        assertThat(letter.path("reason").asText()).isEqualTo("not-a-cloud-event");
        assertThat(letter.path("topic").asText()).isEqualTo("privacyloket.results.v1");
        assertThat(letter.toString()).doesNotContain("no event at all");
        Answer replayed = operator.post(RETENTION, path + "/replay", "");
        assertThat(replayed.status()).isEqualTo(409);
        assertThat(replayed.problemType()).isEqualTo("urn:privacyloket:problem:replay-failed");
        assertThat(total(operator)).isEqualTo(1);
        assertThat(operator.send(RETENTION, path, "DELETE", null, null).status())
                .isEqualTo(204);
        assertThat(total(operator)).isZero();
        assertThat(operator.send(RETENTION, path, "DELETE", null, null).status())
                .isEqualTo(404);
    }

    private static int total(Api operator) {
        return operator.get(RETENTION, "/dead-letters")
                .expect(200)
                .path("total")
                .asInt();
    }
}
