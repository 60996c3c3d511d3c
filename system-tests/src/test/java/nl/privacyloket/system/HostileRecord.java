package nl.privacyloket.system;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that nobody should believe.
 *
 * @param what which sample it was and what was done to it
 */
record HostileRecord(String what, String topic, String key, Map<String, byte[]> headers, byte[] value) {

    ProducerRecord<byte[], byte[]> record() {
        var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        headers.forEach((name, content) -> record.headers().add(name, content));
        return record;
    }

    @Override
    public String toString() {
        return what + " on " + topic;
    }
}
