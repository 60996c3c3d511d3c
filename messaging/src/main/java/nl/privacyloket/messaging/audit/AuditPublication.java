package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.messaging.audit.AuditRecovery.RefusedException;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.outbox.Outbox;
import nl.privacyloket.tlog.Hash;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Brings each entry of a log to the topic exactly once (ADR 0019). What is published is known to Kafka alone, since it is
 * committed there with the records; so each time a relay becomes active it asks Kafka, and makes the outbox fit.
 */
public final class AuditPublication {
    private static final Logger LOG = Logger.getLogger(AuditPublication.class);

    /** The topic has entries that the database has not, and they cannot be taken back. */
    public static final String BEHIND_TOPIC = "audit-log-behind-topic";

    /** The topic has another entry at a place than the database. */
    public static final String DIFFERS_FROM_TOPIC = "audit-log-differs-from-topic";

    private static final int BATCH = 1_000;
    private static final String OF_THIS_LOG = " from outbox where topic = ? and \"key\" = ?";

    private final String service;
    private final Map<String, Object> kafka;
    private final CheckpointSettings settings;
    private final AuditSequencer sequencer;
    private final AuditCheckpoints checkpoints;
    private final AuditLedger ledger = new AuditLedger();
    private final Outbox outbox = new Outbox();
    private long next;

    /**
     * @param service whose log it is
     * @param kafka client configuration, at least {@code bootstrap.servers}
     */
    public AuditPublication(
            String service,
            Map<String, Object> kafka,
            CheckpointSettings settings,
            AuditSequencer sequencer,
            AuditCheckpoints checkpoints) {
        this.service = service;
        this.kafka = kafka;
        this.settings = settings;
        this.sequencer = sequencer;
        this.checkpoints = checkpoints;
    }

    /** The consumer group in whose name the published part of the log is committed. */
    public ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(AuditTopic.group(service));
    }

    /**
     * Makes database, tree and outbox fit what is published. To be called when no other relay can publish any more and
     * before this one does.
     *
     * @param connection with autocommit on
     * @return why the log cannot go on, {@link #BEHIND_TOPIC} or {@link #DIFFERS_FROM_TOPIC}; empty when it can
     */
    public Optional<String> settle(Connection connection) throws SQLException {
        int caughtUp;
        do {
            caughtUp = sequencer.catchUp(connection);
        } while (caughtUp > 0);
        PublishedPart published;
        try (AuditTopic topic = new AuditTopic(service, kafka)) {
            published = topic.find();
            if (published.next() > AuditHead.read(connection).nextIndex()) {
                takeBack(connection, topic, published);
            }
        } catch (RefusedException e) {
            LOG.errorf("audit log behind its topic source=%s: %s", service, e.getMessage());
            return Optional.of(BEHIND_TOPIC);
        }
        if (published.last() != null
                && !Hash.ofLeaf(published.last()).equals(AuditNodes.leaf(connection, published.next() - 1))) {
            LOG.errorf("audit log differs from its topic source=%s index=%d", service, published.next() - 1);
            return Optional.of(DIFFERS_FROM_TOPIC);
        }
        next = published.next();
        fitOutbox(connection, published);
        checkpoints.open(connection);
        return Optional.empty();
    }

    private void takeBack(Connection connection, AuditTopic topic, PublishedPart published)
            throws SQLException, RefusedException {
        long taken = AuditRecovery.takeBack(connection, topic, published, settings);
        LOG.warnf("audit entries taken back from the topic source=%s entries=%d", service, taken);
        tell(connection, "audit-log.recovered");
    }

    private void tell(Connection connection, String action) throws SQLException {
        OneTransaction.on(connection, () -> {
            ledger.append(connection, List.of(checkpoints.act(action, "audit-log", service)));
            return null;
        });
    }

    private void fitOutbox(Connection connection, PublishedPart published) throws SQLException {
        AuditHead head = AuditHead.read(connection);
        StoredCheckpoint last = head.checkpoint();
        boolean checkpointMissing = last != null && last.size() == head.nextIndex() && !published.has(last);
        long missing = head.nextIndex() - published.next();
        long waiting = waiting(connection);
        if (missing == 0 && !checkpointMissing && isEmpty(connection)) {
            return;
        }
        if (missing > 0 && waiting == missing && beginsWith(connection, published.next())) {
            return;
        }
        clear(connection);
        for (long from = published.next(); from < head.nextIndex(); from += BATCH) {
            putBack(connection, from);
        }
        if (checkpointMissing) {
            OneTransaction.on(connection, () -> {
                Hash root = head.frontier().root();
                outbox.append(connection, List.of(AuditCheckpoints.event(service, last, root)));
                return null;
            });
        }
        if (waiting < missing) {
            LOG.warnf("audit entries published again source=%s entries=%d", service, missing - waiting);
            tell(connection, "audit-log.republished");
        }
    }

    private void putBack(Connection connection, long from) throws SQLException {
        OneTransaction.on(connection, () -> {
            outbox.append(
                    connection,
                    SequencedEntry.read(connection, service, from, BATCH).stream()
                            .map(entry -> entry.event(service))
                            .toList());
            return null;
        });
    }

    private long waiting(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*)" + OF_THIS_LOG + " and type = ?")) {
            query.setString(1, AuditSequencer.TOPIC);
            query.setString(2, service);
            query.setString(3, AuditSequencer.TYPE);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private boolean isEmpty(Connection connection) throws SQLException {
        return first(connection).isEmpty();
    }

    private boolean beginsWith(Connection connection, long index) throws SQLException {
        String id = SequencedEntry.eventId(service, index).toString();
        return first(connection).filter(id::equals).isPresent();
    }

    /** Id of the first event of this log that waits. */
    private Optional<String> first(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select event_id" + OF_THIS_LOG + " order by id limit 1")) {
            query.setString(1, AuditSequencer.TOPIC);
            query.setString(2, service);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private void clear(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete" + OF_THIS_LOG)) {
            delete.setString(1, AuditSequencer.TOPIC);
            delete.setString(2, service);
            delete.executeUpdate();
        }
    }

    /**
     * What is to be committed with records of this log, in their transaction.
     *
     * @param lastEntry data of the last entry among them, or null when there is none
     * @param lastRecord where the last of them is
     */
    public Map<TopicPartition, OffsetAndMetadata> offsets(byte[] lastEntry, RecordMetadata lastRecord) {
        if (lastEntry != null) {
            next = EventJson.read(lastEntry, AuditRecord.class).index() + 1;
        }
        return Map.of(
                new TopicPartition(lastRecord.topic(), lastRecord.partition()),
                new OffsetAndMetadata(next, PublishedPosition.text(lastRecord.offset())));
    }
}
