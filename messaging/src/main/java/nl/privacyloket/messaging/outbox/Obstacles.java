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
 * on. Each failure doubles the wait, because every further try costs the others a withdrawn batch.
 */
final class Obstacles {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private record Wait(Instant until, Duration pause) {}

    private final Duration firstPause;
    private final Map<String, Wait> topics = new HashMap<>();
    private final Map<String, Wait> keys = new HashMap<>();

    Obstacles(Duration firstPause) {
        this.firstPause = firstPause;
    }

    /** Whether a failure is about its record or topic, rather than about Kafka as a whole. */
    static boolean isOne(Exception failure) {
        return ofKey(failure) || ofTopic(failure);
    }

    private static boolean ofKey(Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof SerializationException;
    }

    /** Whether a failure is about its topic. */
    static boolean ofTopic(Exception failure) {
        return failure instanceof InvalidTopicException
                || failure instanceof TopicAuthorizationException
                || failure instanceof UnknownTopicOrPartitionException
                || isTopicMissing(failure);
    }

    /** A missing topic shows as a time-out with that cause; any other time-out is Kafka itself being away. */
    private static boolean isTopicMissing(Exception failure) {
        return failure instanceof TimeoutException && failure.getCause() instanceof UnknownTopicOrPartitionException;
    }

    /** Remembers a record whose failure {@link #isOne}. */
    void add(OutboxRow row, Exception failure, Instant now) {
        if (ofKey(failure)) {
            keys.compute(name(row), (key, before) -> next(before, now));
        } else {
            topics.compute(row.topic(), (topic, before) -> next(before, now));
        }
    }

    private Wait next(Wait before, Instant now) {
        Duration doubled = before == null ? firstPause : before.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return new Wait(now.plus(pause), pause);
    }

    /** How many wait at this moment. */
    int standing(Instant now) {
        topics.values().removeIf(wait -> wait.until().plus(FORGOTTEN_AFTER).isBefore(now));
        keys.values().removeIf(wait -> wait.until().plus(FORGOTTEN_AFTER).isBefore(now));
        return topics(now).length + keys(now).length;
    }

    String[] topics(Instant now) {
        return standing(topics, now);
    }

    String[] keys(Instant now) {
        return standing(keys, now);
    }

    private static String[] standing(Map<String, Wait> waits, Instant now) {
        return waits.entrySet().stream()
                .filter(wait -> wait.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** As the query of the publisher writes it. */
    private static String name(OutboxRow row) {
        return row.topic() + "\n" + row.key();
    }
}
