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
 * @param guard a second way in, for principals with the rights that are given here; {@code null} for none
 */
public record KafkaOptions(Path directory, int port, Map<String, String> settings, Guard guard) {

    /**
     * A {@link GuardedListener}.
     *
     * @param port its TCP port on the loopback address
     * @param rights what is granted at each start
     */
    public record Guard(int port, KafkaRights rights) {}

    public KafkaOptions {
        settings = Map.copyOf(settings);
    }

    /** A temporary directory and a free port. */
    public static KafkaOptions temporary() {
        return new KafkaOptions(null, 0, Map.of(), null);
    }

    /** Topics that stay in this directory, on this port (0 for a free one). */
    public static KafkaOptions at(Path directory, int port) {
        return new KafkaOptions(directory, port, Map.of(), null);
    }

    /** The same, with one more broker setting. */
    public KafkaOptions with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new KafkaOptions(directory, port, more, guard);
    }

    /** The same, with a second way in. */
    public KafkaOptions guarded(int guardedPort, KafkaRights rights) {
        return new KafkaOptions(directory, port, settings, new Guard(guardedPort, rights));
    }
}
