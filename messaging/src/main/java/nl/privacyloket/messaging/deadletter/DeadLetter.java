package nl.privacyloket.messaging.deadletter;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that was set aside, without its content.
 *
 * @param channel that it came by
 * @param type event type, or null when the record was no event
 * @param organisation it belongs to, or null when that is not known
 * @param reason code such as {@code malformed-data}, {@code unknown-type}, {@code handler-failed}
 * @param fault class of the last exception, or null
 * @param attempts how often a handler was tried
 */
public record DeadLetter(
        UUID id,
        String channel,
        String topic,
        int partition,
        long offset,
        String type,
        String source,
        String eventId,
        String organisation,
        String reason,
        String fault,
        int attempts,
        Instant parkedAt) {}
