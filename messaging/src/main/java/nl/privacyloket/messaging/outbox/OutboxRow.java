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
    /** In the order in which a row is read. */
    static final String COLUMNS = "id, event_id, topic, \"key\", type, organisation, time, traceparent, data";

    /** @param row of {@link #COLUMNS} */
    static OutboxRow from(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class),
                row.getString(8),
                row.getBytes(9));
    }

    /** @param follows what consumers follow from in a trace, or null */
    ProducerRecord<String, byte[]> toRecord(URI source, String follows) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(eventId)
                .withSource(source)
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
