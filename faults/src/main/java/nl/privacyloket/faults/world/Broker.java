package nl.privacyloket.faults.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import nl.privacyloket.stack.kafka.EmbeddedKafkaBroker;
import nl.privacyloket.stack.kafka.KafkaOptions;
import nl.privacyloket.stack.kafka.KafkaRights;
import nl.privacyloket.stack.sample.SampleSystem;

/** The program of a Kafka broker that is a process of its own, so that it can be killed. */
final class Broker {
    private Broker() {}

    /**
     * Runs until it is killed.
     *
     * @param words directory of the topics, port, guarded port, guarded port that clients are told, file of the rights, and
     *     the file that appears when it serves clients
     */
    public static void main(String[] words) throws IOException {
        int port = Integer.parseInt(words[1]);
        int guarded = Integer.parseInt(words[2]);
        KafkaRights rights = KafkaRights.read(
                Path.of(words[4]),
                Stream.of(SampleSystem.values()).map(SampleSystem::id).toList());
        EmbeddedKafkaBroker.start(KafkaOptions.at(Path.of(words[0]), port)
                .guarded(guarded, rights)
                .with(
                        "advertised.listeners",
                        "CLIENTS://localhost:" + port + ",GUARDED://localhost:" + Integer.parseInt(words[3])));
        Files.writeString(Path.of(words[5]), "ready\n");
    }
}
