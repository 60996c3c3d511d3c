package nl.privacyloket.messaging.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Topics and keys whose next record Kafka did not take. They wait, with all that comes after them, while the others go
 * on.
 */
final class Obstacles {
    private final Duration pause;
    private final Map<String, Instant> topics = new HashMap<>();
    private final Map<String, Instant> keys = new HashMap<>();

    Obstacles(Duration pause) {
        this.pause = pause;
    }

    /** Forgets those whose pause is over, so that they are tried again. */
    void expire(Instant now) {
        topics.values().removeIf(until -> !until.isAfter(now));
        keys.values().removeIf(until -> !until.isAfter(now));
    }

    /** Remembers a record that failed; false when the failure says nothing about this record but about Kafka. */
    boolean add(OutboxRow row, Exception failure, Instant now) {
        if (failure instanceof RecordTooLargeException || failure instanceof SerializationException) {
            keys.put(name(row.topic(), row.key()), now.plus(pause));
            return true;
        }
        if (failure instanceof InvalidTopicException
                || failure instanceof TopicAuthorizationException
                || failure instanceof UnknownTopicOrPartitionException
                || failure instanceof TimeoutException) {
            topics.put(row.topic(), now.plus(pause));
            return true;
        }
        return false;
    }

    boolean none() {
        return topics.isEmpty() && keys.isEmpty();
    }

    String[] topics() {
        return topics.keySet().toArray(String[]::new);
    }

    String[] keys() {
        return keys.keySet().toArray(String[]::new);
    }

    /** As the query of the relay writes it. */
    private static String name(String topic, String key) {
        return topic + "\n" + key;
    }
}
