package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import nl.privacyloket.messaging.audit.AuditRecovery.RefusedException;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Brings each entry of a log to the topic exactly once (ADR 0019). What is published is known to Kafka alone, since it is
 * committed there with the records; so each time a relay becomes active, and each time that the topic was not what it
 * expected, it asks Kafka, and makes the outbox fit. Used by the relay's thread alone.
 */
public final class AuditPublication implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AuditPublication.class);

    /** The topic has entries that the database has not, and they cannot be taken back. */
    public static final String BEHIND_TOPIC = "audit-log-behind-topic";

    /** The topic has another entry at a place than the database. */
    public static final String DIFFERS_FROM_TOPIC = "audit-log-differs-from-topic";

    /** The topic is not there, is not to be read, or the group's offset cannot be committed. */
    public static final String HELD = "audit-log-held";

    /** Entries have gone from the database. */
    public static final String INCOMPLETE = "audit-log-incomplete";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final Duration HALTED_PAUSE = Duration.ofMinutes(1);

    private final String service;
    private final DataSource dataSource;
    private final Map<String, Object> kafka;
    private final CheckpointSettings settings;
    private final AuditSequencer sequencer;
    private final AuditCheckpoints checkpoints;
    private final AuditOutbox outbox;
    private final AuditLedger ledger = new AuditLedger();
    private boolean settled;
    private String trouble;
    private FutureTask<PublishedPart> search;
    private long nextTry;
    private Duration pause = FIRST_PAUSE;
    private TreeFrontier tree;
    private PublishedPosition last;
    private Admin admin;

    /**
     * @param service whose log it is
     * @param dataSource for a look at the database while the topic is read
     * @param kafka client configuration, at least {@code bootstrap.servers}
     */
    public AuditPublication(
            String service,
            DataSource dataSource,
            Map<String, Object> kafka,
            CheckpointSettings settings,
            AuditSequencer sequencer,
            AuditCheckpoints checkpoints) {
        this.service = service;
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.settings = settings;
        this.outbox = new AuditOutbox(service);
        this.sequencer = sequencer;
        this.checkpoints = checkpoints;
    }

    /** The consumer group in whose name the published part of the log is committed. */
    public ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(AuditTopic.group(service));
    }

    /** To be called when no other relay can publish any more: from here on entries are held until log and topic fit. */
    public void begin() {
        close();
        pause = FIRST_PAUSE;
        trouble = null;
        nextTry = System.nanoTime();
    }

    /** Whether records of the log may leave. */
    public boolean isSettled() {
        return settled;
    }

    /** Whether entries may get their places: all that have one are published or wait for it in their order. */
    public boolean isOpen() {
        return settled && outbox.isWhole();
    }

    /** Whether the topic is being read. */
    public boolean isSearching() {
        return search != null;
    }

    /** Why the log stands still: {@link #HELD}, {@link #BEHIND_TOPIC}, {@link #DIFFERS_FROM_TOPIC} or {@link #INCOMPLETE}. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The log is to be compared with its topic again before more of it leaves, after a while. */
    public void hold(Exception cause) {
        stop(HELD, pause);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        LOG.warnf("audit log held source=%s cause=%s", service, cause.getClass().getSimpleName());
    }

    /** The log cannot go on by itself. It is looked at again, for somebody may have mended it. */
    public void halt(IncompleteLogException incomplete) {
        LOG.errorf("audit log incomplete source=%s: %s", service, incomplete.getMessage());
        stop(INCOMPLETE, HALTED_PAUSE);
    }

    private void stop(String reason, Duration wait) {
        settled = false;
        search = null;
        trouble = reason;
        nextTry = System.nanoTime() + wait.toNanos();
    }

    /**
     * Goes a step towards database, tree and outbox that fit what is published. What takes long happens beside: the caller
     * lets other events leave between two steps.
     *
     * @param connection with autocommit on
     * @return whether there was something to do
     */
    public boolean advance(Connection connection) throws SQLException {
        try {
            if (settled) {
                return outbox.putBackNext(connection);
            }
            if (search == null) {
                return beginSearch(connection);
            }
            if (!search.isDone()) {
                return false;
            }
            PublishedPart published = found();
            if (published != null) {
                settle(connection, published);
            }
            return true;
        } catch (IncompleteLogException e) {
            halt(e);
        } catch (MissingHashesException e) {
            halt(new IncompleteLogException(e.firstEntry()));
        } catch (KafkaException e) {
            hold(e);
        }
        return false;
    }

    private boolean beginSearch(Connection connection) throws SQLException {
        if (System.nanoTime() - nextTry < 0) {
            return false;
        }
        if (sequencer.catchUp(connection) > 0) {
            return true;
        }
        FutureTask<PublishedPart> task = new FutureTask<>(() -> {
            try (AuditTopic topic = new AuditTopic(service, kafka, settings);
                    Connection beside = dataSource.getConnection()) {
                return topic.find((index, leaf) -> AuditNodes.has(beside, index, leaf));
            }
        });
        Thread thread = new Thread(task, "audit-topic-" + service);
        thread.setDaemon(true);
        thread.start();
        search = task;
        return false;
    }

    /** Null when the topic could not be read. */
    private PublishedPart found() throws SQLException {
        try {
            return search.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                hold(cause);
                return null;
            }
            throw new SQLException("the audit topic could not be compared", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted");
        } finally {
            search = null;
        }
    }

    private void settle(Connection connection, PublishedPart found) throws SQLException {
        AuditHead head = AuditHead.read(connection);
        if (head.nextIndex() > 0
                && SequencedEntry.read(connection, service, head.nextIndex() - 1, 1)
                        .isEmpty()) {
            throw new IncompleteLogException(head.nextIndex() - 1);
        }
        SignedCheckpoint signed = found.signed();
        PublishedPart published = found;
        if (signed != null && signed.checkpoint().size() > head.nextIndex()) {
            try (AuditTopic topic = new AuditTopic(service, kafka, settings)) {
                takeBack(connection, topic, signed);
            } catch (RefusedException e) {
                LOG.errorf("audit log behind its topic source=%s: %s", service, e.getMessage());
                stop(BEHIND_TOPIC, HALTED_PAUSE);
                return;
            }
            published = found.upTo(signed.checkpoint().size());
        } else if (signed != null && !isRoot(connection, signed.checkpoint())) {
            LOG.errorf(
                    "audit log differs from its topic source=%s size=%d",
                    service, signed.checkpoint().size());
            stop(DIFFERS_FROM_TOPIC, HALTED_PAUSE);
            return;
        }
        tree = AuditNodes.frontier(connection, published.next());
        last = new PublishedPosition(published.position(), published.topic(), null);
        long lost = outbox.fit(connection, published);
        if (lost > 0) {
            LOG.warnf("audit entries published again source=%s entries=%d", service, lost);
            OneTransaction.on(connection, () -> {
                tell(connection, "audit-log.republished", "done");
                return null;
            });
        }
        checkpoints.open(connection);
        settled = true;
        trouble = null;
        pause = FIRST_PAUSE;
    }

    private static boolean isRoot(Connection connection, Checkpoint signed) {
        return AuditNodes.frontier(connection, signed.size()).root().equals(signed.root());
    }

    private void takeBack(Connection connection, AuditTopic topic, SignedCheckpoint signed)
            throws SQLException, RefusedException {
        AuditRecovery.takeBack(connection, topic, signed, settings, taken -> {
            LOG.warnf(
                    "audit entries taken back from the topic source=%s entries=%d first=%d",
                    service, taken.entries(), taken.first());
            tell(connection, "audit-log.recovered", "entries-%d-to-%d".formatted(taken.first(), taken.next() - 1));
        });
    }

    private void tell(Connection connection, String action, String outcome) throws SQLException {
        ledger.append(connection, List.of(checkpoints.act(action, "audit-log", service, outcome)));
    }

    /**
     * What is to be committed with records of this log, in their transaction.
     *
     * @param entries data of the entries among them, in their order
     * @param lastRecord where the last of them is
     * @throws AuditTopicLostException when the topic is not the one that the log was compared with, or these are not the
     *     next entries; the records are not to be committed
     */
    public Map<TopicPartition, OffsetAndMetadata> offsets(List<byte[]> entries, RecordMetadata lastRecord) {
        if (lastRecord.offset() <= last.offset() || !AuditTopic.id(admin()).equals(last.topic())) {
            throw new AuditTopicLostException();
        }
        for (byte[] entry : entries) {
            if (EventJson.read(entry, AuditRecord.class).index() != tree.size()) {
                throw new AuditTopicLostException();
            }
            tree.append(Hash.ofLeaf(entry));
        }
        last = new PublishedPosition(lastRecord.offset(), last.topic(), checkpoints.vouch(tree.size(), tree.root()));
        return Map.of(
                new TopicPartition(lastRecord.topic(), lastRecord.partition()),
                new OffsetAndMetadata(tree.size(), last.text()));
    }

    private Admin admin() {
        if (admin == null) {
            Map<String, Object> config = new HashMap<>(kafka);
            config.put("default.api.timeout.ms", "5000");
            config.put("request.timeout.ms", "4000");
            admin = Admin.create(config);
        }
        return admin;
    }

    /** Gives up reading the topic; may be begun again. */
    @Override
    public void close() {
        if (search != null) {
            search.cancel(true);
            search = null;
        }
        settled = false;
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
