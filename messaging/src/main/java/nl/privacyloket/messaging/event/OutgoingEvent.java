package nl.privacyloket.messaging.event;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An event that a service wants to publish. Holds no plaintext personal data: it goes to a topic as it is.
 *
 * @param id unique; consumers use it to tell a repetition
 * @param key events of one key arrive in the order of their commits
 * @param type such as {@code nl.privacyloket.request.received.v1}
 * @param organisation id of the organisation that it belongs to
 * @param time when it happened
 * @param data written as JSON by {@link EventJson}, or JSON in bytes
 */
public record OutgoingEvent(
        UUID id, String topic, String key, String type, String organisation, Instant time, Object data) {

    public OutgoingEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }

    /** An event with a fresh random id. */
    public static OutgoingEvent of(
            String topic, String key, String type, String organisation, Instant time, Object data) {
        return new OutgoingEvent(UUID.randomUUID(), topic, key, type, organisation, time, data);
    }
}
