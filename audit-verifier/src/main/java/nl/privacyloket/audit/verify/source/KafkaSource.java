package nl.privacyloket.audit.verify.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.record.Header;
import nl.privacyloket.tlog.Hash;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The audit topic, from its beginning or from where an earlier run stopped, to where it ends when reading begins. */
public final class KafkaSource implements AuditSource {
    /** The topic of all logs. */
    public static final String TOPIC = "privacyloket.audit.v1";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic;
    private final Map<String, Object> settings;
    private final Duration patience;

    /**
     * @param bootstrap addresses of brokers; null when the settings have them
     * @param more settings of Kafka's consumer, for TLS and the like; what this class needs overrides them
     */
    public KafkaSource(String topic, String bootstrap, Map<String, String> more) {
        this.topic = topic;
        this.settings = settings(bootstrap, more);
        this.patience = patience(settings);
    }

    /**
     * Settings of a consumer that sees committed records alone and commits nothing by itself. It waits half a minute for
     * Kafka, or as long as {@code default.api.timeout.ms} says.
     */
    public static Map<String, Object> settings(String bootstrap, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(more);
        if (bootstrap != null) {
            settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        }
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Reading somewhere else than asked for would look like a gap, or hide one.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(16 * 1024 * 1024));
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(8 * 1024 * 1024));
        return settings;
    }

    /** How long a consumer with these settings waits for Kafka. */
    public static Duration patience(Map<String, Object> settings) {
        Object said = settings.get(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        try {
            return Duration.ofMillis(Long.parseLong(String.valueOf(said).strip()));
        } catch (NumberFormatException e) {
            // The consumer refuses it, and says why.
            return PATIENCE;
        }
    }

    /** What is said when a consumer with these settings fails. */
    public static UnusableInputException failure(Map<String, Object> settings, KafkaException e) {
        Object brokers = settings.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (e instanceof TimeoutException) {
            return new UnusableInputException(
                    "Kafka at " + brokers + " does not answer within "
                            + patience(settings).toSeconds() + " s: " + e.getMessage(),
                    e);
        }
        boolean isWrapped = e.getCause() instanceof KafkaException;
        return new UnusableInputException(
                "Kafka at " + brokers + " does not answer as it should: " + e.getMessage()
                        + (isWrapped ? ": " + e.getCause().getMessage() : ""),
                e);
    }

    @Override
    public String name() {
        return "topic " + topic;
    }

    @Override
    public List<Note> notes() {
        return List.of();
    }

    @Override
    public void read(Verified verified, Receiver receiver) throws UnusableInputException {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                long from = verified.offset(partition.partition());
                boolean there = from >= begins.get(partition) && from < ends.get(partition);
                if (from > 0 && !there) {
                    throw new TopicBeganAnewException();
                }
                consumer.seek(partition, from > 0 ? from : begins.get(partition));
            }
            read(consumer, ends, receiver);
        } catch (KafkaException e) {
            throw failure(settings, e);
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Receiver receiver)
            throws UnusableInputException {
        long last = System.nanoTime();
        // The position passes the marks of transactions too, so the end is reached behind an aborted one.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    receiver.accept(delivered(record));
                }
            }
            if (!records.isEmpty()) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > patience.toNanos()) {
                throw new UnusableInputException(
                        "Kafka delivers nothing for " + patience.toSeconds() + " s, though the topic has not ended");
            }
        }
    }

    /** A record as it came, nothing of it judged. */
    public static Delivered delivered(ConsumerRecord<String, byte[]> record) {
        org.apache.kafka.common.header.Header[] theirs = record.headers().toArray();
        Header[] headers = new Header[theirs.length];
        for (int i = 0; i < theirs.length; i++) {
            headers[i] = new Header(theirs[i].key(), theirs[i].value());
        }
        return Delivered.record(
                new Position(record.partition(), record.offset()),
                record.key(),
                Arrays.asList(headers),
                record.value());
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) throws UnusableInputException {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new UnusableInputException("There is no topic " + topic);
        }
        List<TopicPartition> partitions = new ArrayList<>();
        found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        return partitions;
    }

    @Override
    public List<Hash> leaves(String log, long first, long last) throws UnusableInputException {
        LineRecords.Range range = new LineRecords.Range(log, first, last);
        read(Verified.NOTHING, range);
        return range.leaves();
    }
}
