package nl.privacyloket.messaging.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event as it came from a topic: a CloudEvent in Kafka binary mode with the extension {@code organisation}.
 *
 * @param source service or data system that sent it
 * @param traceparent W3C trace context of the sender, or null
 * @param bytes the data as sent
 */
public record IncomingEvent(
        String id,
        String type,
        String source,
        String organisation,
        Instant time,
        String topic,
        String key,
        String traceparent,
        byte[] bytes) {

    private static final int LONGEST_ATTRIBUTE = 256;

    /**
     * Reads a record.
     *
     * @throws PoisonEventException when it is not a CloudEvent in binary mode or lacks what every event here has
     */
    public static IncomingEvent from(ConsumerRecord<String, byte[]> record) {
        CloudEvent event;
        try {
            event = KafkaMessageFactory.createReader(record).toEvent();
        } catch (RuntimeException e) {
            throw new PoisonEventException("not-a-cloud-event");
        }
        Object organisation = event.getExtension("organisation");
        if (organisation == null || event.getTime() == null || event.getData() == null) {
            throw new PoisonEventException("incomplete-envelope");
        }
        String source = event.getSource().toString();
        if (tooLong(event.getId()) || tooLong(event.getType()) || tooLong(source) || tooLong(organisation.toString())) {
            throw new PoisonEventException("over-long-envelope");
        }
        Header trace = record.headers().lastHeader("traceparent");
        return new IncomingEvent(
                event.getId(),
                event.getType(),
                source,
                organisation.toString(),
                event.getTime().toInstant(),
                record.topic(),
                record.key(),
                trace == null ? null : new String(trace.value(), StandardCharsets.US_ASCII),
                event.getData().toBytes());
    }

    private static boolean tooLong(String attribute) {
        return attribute.length() > LONGEST_ATTRIBUTE;
    }

    /**
     * The data as the consumer's own record, which has only the members that it reads.
     *
     * @throws PoisonEventException when it does not fit
     */
    public <T> T data(Class<T> as) {
        return EventJson.read(bytes, as);
    }

    /** Leaves the data out: it belongs in no log. */
    @Override
    public String toString() {
        return "IncomingEvent[" + type + " " + id + " from " + source + " on " + topic + "]";
    }
}
