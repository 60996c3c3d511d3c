package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.topic.TopicCreator;
import nl.privacyloket.messaging.topic.TopicDeclaration;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.kafka.GuardedListener;
import nl.privacyloket.stack.kafka.KafkaOptions;
import nl.privacyloket.stack.kafka.KafkaRights;
import nl.privacyloket.stack.net.LocalPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics at a Kafka that lets a service write to its topics and not create them. */
class TopicCreatorTest {
    @TempDir
    Path folder;

    @Test
    void topicsThatOperationsMadeNeedNoRightToCreate() throws IOException {
        Path rights = Files.writeString(folder.resolve("rights.csv"), """
                limited,topic,literal,made-by-operations,Write
                limited,topic,literal,still-to-be-made,Write
                """);
        int port = LocalPorts.free();
        try (var broker = EmbeddedKafkaBroker.start(
                        KafkaOptions.temporary().guarded(port, KafkaRights.read(rights, List.of())));
                var creator = new TopicCreator(client(port))) {
            broker.createTopic("made-by-operations", 3, Map.of());

            creator.ensure(List.of(
                    TopicDeclaration.keptForever("still-to-be-made", 1),
                    TopicDeclaration.keptForever("made-by-operations", 1)));
            assertThat(creator.pending()).isTrue();
            broker.createTopic("still-to-be-made", 1, Map.of());

            await().atMost(Duration.ofSeconds(20)).until(() -> !creator.pending());
        }
    }

    private static Map<String, Object> client(int port) {
        Map<String, Object> settings = new HashMap<>(GuardedListener.login("limited"));
        settings.put("bootstrap.servers", "localhost:" + port);
        return settings;
    }
}
