package nl.privacyloket.messaging.topic;

import java.time.Duration;
import java.util.Map;

/**
 * A topic with its documented settings.
 *
 * @param config Kafka topic configuration
 */
public record TopicDeclaration(String name, int partitions, Map<String, String> config) {

    /** A topic whose records go after a time. */
    public static TopicDeclaration keptFor(String name, int partitions, Duration retention) {
        return new TopicDeclaration(
                name,
                partitions,
                Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis())));
    }

    /** A topic whose records are never removed by Kafka. */
    public static TopicDeclaration keptForever(String name, int partitions) {
        return new TopicDeclaration(name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }

    /** A topic that keeps the latest record of each key. */
    public static TopicDeclaration compacted(String name, int partitions) {
        return new TopicDeclaration(name, partitions, Map.of("cleanup.policy", "compact"));
    }
}
