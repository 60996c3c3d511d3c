package nl.privacyloket.stack.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How an embedded Kafka broker starts.
 *
 * @param directory where its log segments stay; {@code null} for a temporary place that goes with the broker
 * @param port the TCP port on the loopback address; 0 for a free one
 * @param settings broker settings by their Kafka name; they go before those of {@link EmbeddedKafkaBroker}
 */
public record KafkaOptions(Path directory, int port, Map<String, String> settings) {

    public KafkaOptions {
        settings = Map.copyOf(settings);
    }

    /** A temporary directory and a free port. */
    public static KafkaOptions temporary() {
        return new KafkaOptions(null, 0, Map.of());
    }

    /** Topics that stay in this directory, on this port (0 for a free one). */
    public static KafkaOptions at(Path directory, int port) {
        return new KafkaOptions(directory, port, Map.of());
    }

    /** The same, with one more broker setting. */
    public KafkaOptions with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new KafkaOptions(directory, port, more);
    }
}
