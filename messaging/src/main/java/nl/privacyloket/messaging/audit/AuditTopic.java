package nl.privacyloket.messaging.audit;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
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
 * far that goes: as the offset of a group that has no members, with the position of the record and a signed checkpoint over all of
 * it in the metadata.
 */
final class AuditTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AuditTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long FIRST_LOOK_BACK = 1_000;

    private final String service;
    private final Map<String, Object> kafka;
    private final CheckpointSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;

    AuditTopic(String service, Map<String, Object> kafka, CheckpointSettings settings) {
        this.settings = settings;
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

    /** What the database has of the log. */
    @FunctionalInterface
    interface OwnLeaves {
        boolean has(long index, Hash leaf) throws SQLException;
    }

    /**
     * What of the log is there. Waits until nobody's transaction hides the end of the topic.
     *
     * @throws KafkaException when the topic is not there or cannot be read, which does not say that nothing was published
     */
    PublishedPart find(OwnLeaves own) throws SQLException {
        Uuid topic = id(kafka);
        PublishedPart all = null;
        for (TopicPartition partition : partitions()) {
            PublishedPart one = find(partition, topic, own);
            all = all == null || one.next() > all.next() || all.position() < 0 ? one : all;
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

    private PublishedPart find(TopicPartition partition, Uuid topic, OwnLeaves own) throws SQLException {
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = end(partition);
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        PublishedPosition published = committed == null
                ? null
                : PublishedPosition.of(committed.metadata()).orElse(null);
        SignedCheckpoint vouched = published == null
                ? null
                : settings.open(published.note())
                        .filter(note -> note.checkpoint().size() == committed.offset())
                        .orElse(null);
        if (committed != null && vouched == null) {
            LOG.warnf("offset of the audit log is not its relay's group=%s", group(service));
        }
        if (vouched != null && published.topic().equals(topic)) {
            Scan scan = new Scan(own, vouched);
            if (published.offset() < begin) {
                read(partition, begin, end, scan);
                return scan.result(topic);
            }
            if (published.offset() < end) {
                read(partition, published.offset(), end, scan);
                if (scan.first == published.offset()) {
                    return scan.result(topic);
                }
            }
            // What was published is not where it was: the topic lost records.
        }
        long back = FIRST_LOOK_BACK;
        long from;
        Scan scan;
        do {
            from = Math.max(begin, end - back);
            back *= 10;
            scan = new Scan(own, null);
            read(partition, from, end, scan);
        } while (scan.next == 0 && from > begin);
        scan.signed = larger(scan.signed, vouched);
        return scan.result(topic);
    }

    private static SignedCheckpoint larger(SignedCheckpoint one, SignedCheckpoint other) {
        return one == null
                        || other != null
                                && other.checkpoint().size() > one.checkpoint().size()
                ? other
                : one;
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

    /**
     * Remembers how far the log goes. Whoever may write to the topic can write in the log's name, so only what the database
     * has at the same place counts, and checkpoints with the log's signature. Of the rest whoever verifies the topic is told.
     */
    private final class Scan implements Reader {
        private final OwnLeaves own;
        private final boolean contiguous;
        private long first = -1;
        private long position = -1;
        private long next;
        private SignedCheckpoint signed;
        private SignedCheckpoint last;

        /** @param vouched over what comes before, or null when that is not known */
        Scan(OwnLeaves own, SignedCheckpoint vouched) {
            this.own = own;
            this.contiguous = vouched != null;
            this.next = vouched == null ? 0 : vouched.checkpoint().size();
            this.signed = vouched;
        }

        @Override
        public void read(Found found) throws SQLException {
            position = found.kafka().offset();
            first = first < 0 ? position : first;
            boolean known;
            try {
                known = found.checkpoint() ? checkpoint(found) : entry(found);
            } catch (PoisonEventException e) {
                known = false;
            }
            if (!known) {
                LOG.warnf("record in the name of the audit log is not its own offset=%d", position);
            }
        }

        private boolean checkpoint(Found found) {
            String note = EventJson.read(found.kafka().value(), CheckpointRecord.class)
                    .note();
            Optional<SignedCheckpoint> opened = settings.open(Objects.requireNonNullElse(note, ""));
            last = opened.orElse(last);
            signed = larger(signed, opened.orElse(null));
            return opened.isPresent();
        }

        private boolean entry(Found found) throws SQLException {
            long index = found.size() - 1;
            if (index < next) {
                return true;
            }
            if (contiguous && index > next
                    || !own.has(index, Hash.ofLeaf(found.kafka().value()))) {
                return false;
            }
            next = index + 1;
            return true;
        }

        PublishedPart result(Uuid topic) {
            return new PublishedPart(
                    topic,
                    position,
                    next,
                    signed,
                    last == null ? 0 : last.checkpoint().size(),
                    last == null ? null : last.signedAt());
        }
    }
}
