package nl.privacyloket.connector.operations;

import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.messaging.deadletter.DeadLetter;

/**
 * A command that was set aside, without its content.
 *
 * @param system data system whose topic it came by
 * @param type event type, or {@code null} when the record was no event
 * @param source who sent it, or {@code null}
 * @param eventId its id, or {@code null}
 * @param organisation that it says it belongs to, or {@code null}
 * @param reason code such as {@code seal-does-not-open}
 * @param fault class of the last exception, or {@code null}
 * @param attempts how often it was tried
 */
public record SystemDeadLetter(
        UUID id,
        String system,
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
        Instant parkedAt) {

    static SystemDeadLetter of(String system, DeadLetter letter) {
        return new SystemDeadLetter(
                letter.id(),
                system,
                letter.channel(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.type(),
                letter.source(),
                letter.eventId(),
                letter.organisation(),
                letter.reason(),
                letter.fault(),
                letter.attempts(),
                letter.parkedAt());
    }
}
