package nl.privacyloket.messaging.outbox;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import nl.privacyloket.messaging.audit.AuditPublication;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.audit.AuditTopicLostException;
import nl.privacyloket.messaging.database.LowWater;
import nl.privacyloket.messaging.database.MessagingDatabase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Moves batches from the outbox to Kafka, each in a Kafka transaction: a batch becomes visible whole or not at all, so no
 * record can overtake an earlier one of its key that failed (ADR 0001). Used by one thread.
 */
final class OutboxPublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    private static final String WAITING = "select " + OutboxRow.COLUMNS + " from outbox where id > ?";

    private final RelaySettings settings;
    private final AuditPublication audit;
    private final KafkaProducer<String, byte[]> producer;
    private final Obstacles obstacles;
    private final URI source;
    private final LowWater lowWater = new LowWater("outbox", Duration.ofMillis(25));

    /** Blocks until Kafka has fenced every earlier relay of this source. */
    OutboxPublisher(RelaySettings settings, AuditPublication audit) {
        this.settings = settings;
        this.audit = audit;
        this.source = URI.create(settings.source());
        this.obstacles = new Obstacles(settings.retryInterval());
        this.producer =
                new KafkaProducer<>(producerConfig(settings), new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static Map<String, Object> producerConfig(RelaySettings settings) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("transactional.id", settings.source() + "-relay");
        // Short: a relay that was killed inside a transaction holds back readers of its partitions for so long.
        config.put("transaction.timeout.ms", "10000");
        config.put("delivery.timeout.ms", "8000");
        config.put("request.timeout.ms", "4000");
        config.put("max.block.ms", "5000");
        config.put("linger.ms", "0");
        config.put("batch.size", Integer.toString(256 * 1024));
        return config;
    }

    /**
     * Publishes the next batch.
     *
     * @param held topics to which nothing is to be sent
     * @return how many events were published
     * @throws KafkaException when Kafka could not take the batch; nothing of it is visible then, and this publisher is
     *     not to be used again
     */
    int publishNext(Connection connection, Collection<String> held) throws SQLException, InterruptedException {
        List<OutboxRow> batch = next(connection, Instant.now(), held);
        if (batch.isEmpty() || !send(batch)) {
            return 0;
        }
        delete(connection, batch);
        return batch.size();
    }

    /** How many topics and keys wait behind a record that Kafka did not take. */
    int obstacles() {
        return obstacles.standing(Instant.now());
    }

    private List<OutboxRow> next(Connection connection, Instant now, Collection<String> held) throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        List<String> topics = new ArrayList<>(held);
        topics.addAll(List.of(obstacles.topics(now)));
        List<String> keys = List.of(obstacles.keys(now));
        boolean all = topics.isEmpty() && keys.isEmpty();
        String around = all
                ? ""
                : " and " + database.notAmong("topic", topics.size()) + " and "
                        + database.notAmong("topic || chr(10) || \"key\"", keys.size());
        try (PreparedStatement query = connection.prepareStatement(WAITING + around + " order by id limit ?")) {
            query.setLong(1, lowWater.mark(connection));
            int at = 2;
            if (!around.isEmpty()) {
                at = database.bind(connection, query, at, topics);
                at = database.bind(connection, query, at, keys);
            }
            query.setInt(at, settings.batchSize());
            List<OutboxRow> batch = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    batch.add(OutboxRow.from(rows));
                }
            }
            if (all) {
                lowWater.read(batch.stream().map(OutboxRow::id).limit(1).toList());
            }
            return batch;
        }
    }

    /** False when a record of the batch could not be sent: the whole batch is withdrawn and that record stands aside. */
    private boolean send(List<OutboxRow> batch) throws InterruptedException {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>(batch.size());
        KafkaException refusal = null;
        try {
            for (OutboxRow row : batch) {
                Publication publication = Publication.of(row);
                sent.add(producer.send(row.toRecord(source, publication.traceparent()), publication.ended()));
            }
            producer.flush();
        } catch (KafkaException e) {
            refusal = e;
        }
        Optional<Failure> failure = failure(batch, sent, refusal);
        if (failure.isEmpty()) {
            try {
                vouch(batch, sent);
            } catch (AuthorizationException | UnknownTopicOrPartitionException | AuditTopicLostException e) {
                producer.abortTransaction();
                audit.hold(e);
                return false;
            }
            producer.commitTransaction();
            return true;
        }
        standAside(failure.get());
        return false;
    }

    /** Commits with the records of the audit log how far it is published, so that none is ever sent twice. */
    private void vouch(List<OutboxRow> batch, List<Future<RecordMetadata>> sent) throws InterruptedException {
        List<byte[]> entries = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < batch.size(); i++) {
            OutboxRow row = batch.get(i);
            if (AuditSequencer.TOPIC.equals(row.topic()) && settings.source().equals(row.key())) {
                if (AuditSequencer.TYPE.equals(row.type())) {
                    entries.add(row.data());
                }
                last = i;
            }
        }
        if (last >= 0) {
            try {
                producer.sendOffsetsToTransaction(
                        audit.offsets(entries, sent.get(last).get()), audit.group());
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            }
        }
    }

    /** A record that Kafka did not take, and why. */
    private record Failure(OutboxRow row, Exception cause) {}

    /**
     * The failure to act upon. One bad record spoils the transaction, after which the others fail too; so the one that
     * says something about its own record counts before those that do not.
     */
    private static Optional<Failure> failure(
            List<OutboxRow> batch, List<Future<RecordMetadata>> sent, KafkaException refusal)
            throws InterruptedException {
        Failure first = null;
        for (int i = 0; i < sent.size(); i++) {
            if (refusal != null && !sent.get(i).isDone()) {
                continue;
            }
            try {
                sent.get(i).get();
            } catch (ExecutionException e) {
                Failure failure = new Failure(batch.get(i), (Exception) e.getCause());
                if (Obstacles.isOne(failure.cause())) {
                    return Optional.of(failure);
                }
                first = first == null ? failure : first;
            }
        }
        if (refusal != null && (first == null || Obstacles.isOne(refusal))) {
            first = new Failure(batch.get(Math.min(sent.size(), batch.size() - 1)), refusal);
        }
        return Optional.ofNullable(first);
    }

    /** An audit topic that is not there may come back as another one. */
    private void standAside(Failure failure) {
        OutboxRow row = failure.row();
        LOG.warnf(
                "event not published topic=%s eventId=%s cause=%s",
                row.topic(), row.eventId(), failure.cause().getClass().getSimpleName());
        if (!Obstacles.isOne(failure.cause())) {
            throw failure.cause() instanceof KafkaException kafka ? kafka : new KafkaException(failure.cause());
        }
        producer.abortTransaction();
        // After the withdrawal, which takes a while: the pause is for the others to pass.
        obstacles.add(row, failure.cause(), Instant.now());
        if (AuditSequencer.TOPIC.equals(row.topic()) && Obstacles.ofTopic(failure.cause())) {
            audit.hold(failure.cause());
        }
    }

    private static void delete(Connection connection, List<OutboxRow> batch) throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        List<Long> ids = batch.stream().map(OutboxRow::id).toList();
        try (PreparedStatement delete =
                connection.prepareStatement("delete from outbox where " + database.among("id", ids.size()))) {
            database.bind(connection, delete, 1, ids);
            delete.executeUpdate();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
