package nl.privacyloket.messaging.outbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import nl.privacyloket.messaging.trace.TraceContext;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A stored event on its way to Kafka. */
record OutboxRow(
        long id,
        String eventId,
        String topic,
        String key,
        String type,
        String organisation,
        OffsetDateTime time,
        String traceparent,
        byte[] data) {

    static OutboxRow from(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("type"),
                row.getString("organisation"),
                row.getObject("time", OffsetDateTime.class),
                row.getString("traceparent"),
                row.getBytes("data"));
    }

    /** @param follows what consumers follow from in a trace, or null */
    ProducerRecord<String, byte[]> toRecord(String source, String follows) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(eventId)
                .withSource(URI.create(source))
                .withType(type)
                .withTime(time)
                .withExtension("organisation", organisation)
                .withData("application/json", data)
                .build();
        ProducerRecord<String, byte[]> record =
                KafkaMessageFactory.<String>createWriter(topic, null, key).writeBinary(event);
        if (follows != null) {
            record.headers().add(TraceContext.NAME, follows.getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }
}
