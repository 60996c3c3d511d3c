package nl.privacyloket.messaging.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A Kafka record in a form that can be stored and taken out again unchanged. */
record StoredRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        String key,
        byte[] value,
        List<StoredHeader> headers) {

    record StoredHeader(String key, byte[] value) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static byte[] write(ConsumerRecord<String, byte[]> record) {
        List<StoredHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new StoredHeader(header.key(), header.value()));
        }
        StoredRecord stored = new StoredRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
        try {
            return JSON.writeValueAsBytes(stored);
        } catch (IOException e) {
            throw new UncheckedIOException("a record of " + record.topic() + " cannot be stored", e);
        }
    }

    static ConsumerRecord<String, byte[]> read(byte[] bytes) {
        StoredRecord stored;
        try {
            stored = JSON.readValue(bytes, StoredRecord.class);
        } catch (IOException e) {
            throw new IllegalStateException("a stored record cannot be read");
        }
        RecordHeaders headers = new RecordHeaders();
        stored.headers().forEach(header -> headers.add(header.key(), header.value()));
        return new ConsumerRecord<>(
                stored.topic(),
                stored.partition(),
                stored.offset(),
                stored.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                stored.key(),
                stored.value(),
                headers,
                Optional.empty());
    }
}
