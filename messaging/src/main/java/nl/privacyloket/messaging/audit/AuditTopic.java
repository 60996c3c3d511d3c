package nl.privacyloket.messaging.audit;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.PoisonEventException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * One service's log as it stands on the topic. The relay commits with what it publishes, in the same Kafka transaction, how
 * far that goes: as the offset of a group that has no members, with the position of the record in the metadata.
 */
final class AuditTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AuditTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long FIRST_LOOK_BACK = 1_000;

    private final String service;
    private final Map<String, Object> kafka;
    private final KafkaConsumer<String, byte[]> consumer;

    AuditTopic(String service, Map<String, Object> kafka) {
        this.service = service;
        this.kafka = kafka;
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("group.id", group(service));
        config.put("enable.auto.commit", "false");
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("allow.auto.create.topics", "false");
        config.put("default.api.timeout.ms", "8000");
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The group under whose name the published part is committed. */
    static String group(String service) {
        return service + "-audit";
    }

    /** One record of this log: an entry or a checkpoint. */
    record Found(ConsumerRecord<String, byte[]> kafka, boolean checkpoint) {
        /** How large the log is with it: one more than an entry's index, or what a checkpoint covers. */
        long size() {
            return checkpoint
                    ? EventJson.read(kafka.value(), CheckpointRecord.class).size()
                    : EventJson.read(kafka.value(), AuditRecord.class).index() + 1;
        }
    }

    /** Is told of records of this log, in the order of the topic. */
    @FunctionalInterface
    interface Reader {
        void read(Found found) throws SQLException;
    }

    /**
     * What of the log is there. Waits until nobody's transaction hides the end of the topic.
     *
     * @throws KafkaException when the topic is not there or cannot be read, which does not say that nothing was published
     */
    PublishedPart find() throws SQLException {
        Uuid topic = id(kafka);
        PublishedPart all = null;
        for (TopicPartition partition : partitions()) {
            PublishedPart one = find(partition, topic);
            all = all == null || one.next() > all.next() ? one : all;
        }
        if (!topic.equals(id(kafka))) {
            throw new AuditTopicLostException();
        }
        return all;
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> partitions = consumer.partitionsFor(AuditSequencer.TOPIC);
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("the audit topic is not there");
        }
        return partitions.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** The id of the topic as it is now. */
    static Uuid id(Map<String, Object> kafka) {
        try (Admin admin = Admin.create(kafka)) {
            return id(admin);
        }
    }

    static Uuid id(Admin admin) {
        return answer(admin.describeTopics(List.of(AuditSequencer.TOPIC))
                        .topicNameValues()
                        .get(AuditSequencer.TOPIC))
                .topicId();
    }

    private PublishedPart find(TopicPartition partition, Uuid topic) throws SQLException {
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = end(partition);
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        Scan scan = new Scan();
        PublishedPosition published = committed == null
                ? null
                : PublishedPosition.of(committed.metadata()).orElse(null);
        if (published != null && published.topic().equals(topic)) {
            if (published.offset() < begin) {
                read(partition, begin, end, scan);
                return scan.result(topic, committed.offset());
            }
            if (published.offset() < end) {
                read(partition, published.offset(), end, scan);
                if (scan.first == published.offset()) {
                    return scan.result(topic, committed.offset());
                }
            }
            // What was published is not where it was: the topic lost records.
        }
        long back = FIRST_LOOK_BACK;
        long from;
        do {
            from = Math.max(begin, end - back);
            back *= 10;
            scan = new Scan();
            read(partition, from, end, scan);
        } while (scan.next == 0 && from > begin);
        return scan.result(topic, 0);
    }

    /** Tells of each record of this log on the topic, in its order. */
    void readAll(Reader reader) throws SQLException {
        for (TopicPartition partition : partitions()) {
            consumer.assign(List.of(partition));
            read(partition, consumer.beginningOffsets(List.of(partition)).get(partition), end(partition), reader);
        }
    }

    /** The end including transactions that are still open. */
    private long end(TopicPartition partition) {
        try (Admin admin = Admin.create(kafka)) {
            return answer(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition))
                    .offset();
        }
    }

    private static <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted");
        }
    }

    private void read(TopicPartition partition, long from, long end, Reader reader) throws SQLException {
        consumer.seek(partition, from);
        long patientUntil = System.nanoTime() + PATIENCE.toNanos();
        long before = from;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (service.equals(record.key()) && record.offset() < end) {
                    String type = type(record);
                    if (AuditSequencer.TYPE.equals(type) || AuditCheckpoints.TYPE.equals(type)) {
                        reader.read(new Found(record, AuditCheckpoints.TYPE.equals(type)));
                    }
                }
            }
            if (consumer.position(partition) > before) {
                before = consumer.position(partition);
                patientUntil = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > patientUntil) {
                throw new TimeoutException("the end of the audit topic is hidden by an open transaction");
            }
        }
    }

    private static String type(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type == null ? null : new String(type.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Remembers how far the log goes. */
    private static final class Scan implements Reader {
        private long first = -1;
        private long position = -1;
        private long next;
        private byte[] last;
        private CheckpointRecord checkpoint;

        @Override
        public void read(Found found) {
            if (first < 0) {
                first = found.kafka().offset();
            }
            position = found.kafka().offset();
            try {
                if (found.checkpoint()) {
                    checkpoint = EventJson.read(found.kafka().value(), CheckpointRecord.class);
                } else if (found.size() > next) {
                    // The largest, not the latest: an old entry that somebody repeats does not set us back.
                    next = found.size();
                    last = found.kafka().value();
                }
            } catch (PoisonEventException e) {
                // Somebody else's. Whoever verifies the topic is told.
                LOG.warnf(
                        "record of the audit log not readable offset=%d",
                        found.kafka().offset());
            }
        }

        PublishedPart result(Uuid topic, long vouched) {
            boolean found = next >= vouched;
            return new PublishedPart(
                    topic,
                    position,
                    Math.max(next, vouched),
                    vouched,
                    found ? last : null,
                    checkpoint == null ? 0 : checkpoint.size(),
                    checkpoint == null ? null : checkpoint.signedAt());
        }
    }
}
