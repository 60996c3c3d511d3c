package nl.privacyloket.audit.verify.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.AuditVerification;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.source.KafkaSource;
import nl.privacyloket.audit.verify.source.TopicBeganAnewException;
import nl.privacyloket.audit.verify.state.StateFile;
import nl.privacyloket.audit.verify.state.VerifiedState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the audit topic into files and verifies as it goes. The files say how far it is; the group's offsets in Kafka are
 * committed behind them, for whoever watches its lag. Archiving goes on when a log was tampered with: what happened is kept.
 */
public final class Archiver implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final TrustedKeys keys;
    private final Map<String, Object> settings;
    private final DayFiles files;
    private final StateFile state;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<String> alarm;
    private final Set<String> alarmed = new TreeSet<>();

    /**
     * @param bootstrap addresses of brokers, or null when the settings have them
     * @param group consumer group under which offsets are committed
     * @param more settings of Kafka's consumer
     * @param folder of the archive
     * @param alarm is told in words as soon as something is wrong with a log, once for each
     */
    public Archiver(
            String topic,
            String bootstrap,
            String group,
            Map<String, String> more,
            TrustedKeys keys,
            Path folder,
            Consumer<String> alarm)
            throws UnusableInputException {
        this.topic = topic;
        this.keys = keys;
        this.alarm = alarm;
        this.state = new StateFile(folder.resolve("verified.json"));
        this.settings = KafkaSource.settings(bootstrap, more);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        try {
            this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaSource.failure(settings, e);
        }
        this.files = open(folder);
    }

    private DayFiles open(Path folder) throws UnusableInputException {
        try {
            return new DayFiles(folder, Clock.systemUTC());
        } catch (IOException e) {
            consumer.close();
            throw new UnusableInputException("The archive in " + folder + " cannot be opened: " + e.getMessage(), e);
        } catch (UnusableInputException e) {
            consumer.close();
            throw e;
        }
    }

    /** Ends {@link #run} from another thread, after what was read is kept. */
    public void stop() {
        consumer.wakeup();
    }

    /**
     * Archives.
     *
     * @param once up to where the topic ends now; otherwise until {@link #stop}
     * @return the verdict on all that was read
     */
    public AuditVerdict run(boolean once) throws UnusableInputException {
        VerifiedState before = state.read(keys);
        AuditVerification verification = new AuditVerification(keys, before, Set.of());
        verification.goOn();
        try {
            follow(verification, before, once);
        } catch (WakeupException e) {
            // Asked to stop; everything that was read is kept.
        } catch (TopicBeganAnewException e) {
            throw new UnusableInputException(
                    "The topic is not the one that was archived: it was lost and filled again, or is another."
                            + " Archive it in a new folder, and verify that with the checkpoints of this one",
                    e);
        } catch (KafkaException e) {
            throw KafkaSource.failure(settings, e);
        } catch (IOException e) {
            throw new UnusableInputException("The archive cannot be written: " + e.getMessage(), e);
        }
        return new AuditVerdict(verification.finish(Instant.now(), null), verification.strays(), null);
    }

    private void follow(AuditVerification verification, VerifiedState before, boolean once)
            throws IOException, UnusableInputException {
        Duration patience = KafkaSource.patience(settings);
        var infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new UnusableInputException("There is no topic " + topic);
        }
        List<TopicPartition> partitions = new ArrayList<>();
        infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long archived = files.next(partition.partition());
            if (archived > ends.get(partition)) {
                throw new TopicBeganAnewException();
            }
            // From the last checkpoints on it is verified again; only what is new is written.
            long verified = before.offset(partition.partition());
            long from = archived == 0 ? begins.get(partition) : Math.min(archived, verified);
            consumer.seek(partition, Math.max(from, begins.get(partition)));
        }
        long last = System.nanoTime();
        while (!once || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                archive(verification, record);
            }
            if (!records.isEmpty()) {
                keep(verification);
                last = System.nanoTime();
            } else if (once && System.nanoTime() - last > patience.toNanos()) {
                throw new UnusableInputException(
                        "Kafka delivers nothing for " + patience.toSeconds() + " s, though the topic has not ended");
            }
        }
    }

    private void archive(AuditVerification verification, ConsumerRecord<String, byte[]> record) throws IOException {
        Delivered delivered = KafkaSource.delivered(record);
        verification.accept(delivered);
        if (record.offset() >= files.next(record.partition())) {
            files.add(delivered, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void keep(AuditVerification verification) throws IOException, UnusableInputException {
        files.keep();
        state.write(verification.state());
        Map<TopicPartition, OffsetAndMetadata> reached =
                new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        consumer.assignment()
                .forEach(partition -> reached.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        consumer.commitSync(reached);
        for (String unsound : verification.unsoundSoFar()) {
            if (alarmed.add(unsound)) {
                alarm.accept(unsound);
            }
        }
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } finally {
            closeFiles();
        }
    }

    private void closeFiles() {
        try {
            files.close();
        } catch (IOException e) {
            alarm.accept("The archive could not be closed: " + e.getMessage());
        }
    }
}
