package nl.privacyloket.messaging.outbox;

import java.time.Duration;
import java.util.Map;

/**
 * @param source {@code ce_source} of everything that this relay sends; also its transactional id, so that a new active
 *     relay fences a lost one
 * @param schema database schema of the outbox
 * @param kafka client configuration, at least {@code bootstrap.servers}
 * @param batchSize most events in one Kafka transaction
 * @param pollInterval how long a notification may be missed before the outbox is looked at all the same
 * @param retryInterval pause after a failure
 */
public record RelaySettings(
        String source,
        String schema,
        Map<String, Object> kafka,
        int batchSize,
        Duration pollInterval,
        Duration retryInterval) {

    /** Settings for a service: batches of 1,000, a look every second, retries after half a second. */
    public static RelaySettings standard(String source, String schema, Map<String, Object> kafka) {
        return new RelaySettings(source, schema, kafka, 1_000, Duration.ofSeconds(1), Duration.ofMillis(500));
    }

    String channel() {
        return "outbox_" + schema;
    }

    /** Key of the session lock that the one active relay of a schema holds. */
    String lockName() {
        return "relay " + schema;
    }
}
