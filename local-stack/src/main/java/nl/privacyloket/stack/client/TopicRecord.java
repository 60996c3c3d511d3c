package nl.privacyloket.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a topic as anyone who subscribes sees it.
 *
 * @param headers values as text, by name
 * @param value the bytes; {@code null} for a tombstone
 */
public record TopicRecord(
        String topic, int partition, long offset, String key, Map<String, String> headers, byte[] value) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static TopicRecord of(ConsumerRecord<String, byte[]> received) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : received.headers()) {
            headers.put(
                    header.key(), header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
        }
        return new TopicRecord(
                received.topic(), received.partition(), received.offset(), received.key(), headers, received.value());
    }

    /** The CloudEvents type, or an empty text. */
    public String type() {
        return headers.getOrDefault("ce_type", "");
    }

    /** Who published it. */
    public String source() {
        return headers.getOrDefault("ce_source", "");
    }

    public String organisation() {
        return headers.getOrDefault("ce_organisation", "");
    }

    /** When it happened. */
    public Instant time() {
        return Instant.parse(headers.getOrDefault("ce_time", "1970-01-01T00:00:00Z"));
    }

    /** The value as JSON. */
    public JsonNode data() {
        try {
            return JSON.readTree(value == null ? "null".getBytes(StandardCharsets.UTF_8) : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Key, headers and value as text, to be searched. */
    public String everything() {
        return key + "\n" + headers + "\n" + (value == null ? "" : new String(value, StandardCharsets.UTF_8));
    }
}
