package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.AuditRecord;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.audit.CheckpointRecord;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;

/** What befalls a log in these tests, and how its topic is read. */
abstract class AuditLogScenes {
    static final Instant NOON = Instant.parse("2026-11-22T11:00:00Z");
    static final Duration SOON = Duration.ofSeconds(60);

    final MessagingWorld world = MessagingWorld.create();
    final AuditLedger ledger = new AuditLedger();

    @BeforeAll
    static void createTopic() {
        if (!MessagingWorld.KAFKA.topics().contains(AuditSequencer.TOPIC)) {
            MessagingWorld.KAFKA.createTopic(AuditSequencer.TOPIC, 1, Map.of());
        }
    }

    void act(int from, int to) {
        try {
            world.transactions.inTransaction(connection -> {
                for (int number = from; number < to; number++) {
                    ledger.append(connection, List.of(entry(number)));
                }
                return null;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static AuditEntry entry(int number) {
        return new AuditEntry(
                NOON, "prifora", "system:test", "request.decided", "request", Integer.toString(number), "granted", 3);
    }

    /** Until so many entries are on the topic, and the checkpoint over them. */
    void relayUntil(int size) {
        try (OutboxRelay relay = world.startRelay()) {
            awaitSigned(relay, size);
        }
    }

    void awaitSigned(OutboxRelay relay, int size) {
        await().atMost(SOON)
                .until(() -> relay.state().active()
                        && relay.state().failure() == null
                        && world.count("audit_pending") == 0
                        && world.count("outbox") == 0
                        && world.number("select coalesce(checkpoint_size, 0) from audit_head") == size);
    }

    static void deleteTopic() throws Exception {
        try (Admin admin = Admin.create(MessagingWorld.kafkaConfig())) {
            admin.deleteTopics(List.of(AuditSequencer.TOPIC)).all().get();
        }
        await().atMost(SOON).until(() -> !MessagingWorld.KAFKA.topics().contains(AuditSequencer.TOPIC));
    }

    /** Somebody's, which hides what comes after it on the topic until it ends. */
    KafkaProducer<String, byte[]> beginTransaction() throws Exception {
        Map<String, Object> config = new HashMap<>(MessagingWorld.kafkaConfig());
        config.put("transactional.id", "another-" + world.name);
        KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(AuditSequencer.TOPIC, "another", new byte[] {'{', '}'}))
                .get();
        return producer;
    }

    /** As a relay leaves it that is killed between the commit at Kafka and the one in the database. */
    void restoreOutbox() {
        for (ConsumerRecord<String, byte[]> record : log()) {
            try {
                world.transactions.inTransaction(connection -> {
                    try (var insert = connection.prepareStatement(
                            "insert into outbox (event_id, topic, key, type, organisation, time, data)"
                                    + " values (?, ?, ?, ?, ?, now(), ?)")) {
                        insert.setString(1, header(record, "ce_id"));
                        insert.setString(2, record.topic());
                        insert.setString(3, record.key());
                        insert.setString(4, header(record, "ce_type"));
                        insert.setString(5, header(record, "ce_organisation"));
                        insert.setBytes(6, record.value());
                        insert.executeUpdate();
                    }
                    return null;
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As the version without the tree sequences and publishes. */
    void asTheVersionBefore(int from, int entries) {
        for (long index = from; index < from + entries; index++) {
            world.execute("""
                    insert into audit_entry (index, at, organisation, actor, action, object_type, object_id, outcome)
                    values (%d, timestamptz '2026-11-22 11:00:00.123456Z', 'prifora', 'system:test', 'request.closed', 'request',
                            '%d', 'granted');
                    update audit_head set next_index = %d
                    """.formatted(index, index, index + 1));
            send(index, "request.closed");
        }
    }

    /** A record that the relay knows nothing about; in the form of the version before. */
    void send(long index, String action) {
        sendAs(world.name, index, action);
    }

    static void sendAs(String service, long index, String action) {
        String data =
                ("{\"service\":\"%s\",\"index\":%d,\"at\":\"2026-11-22T11:00:00.123456Z\",\"actor\":\"system:test\","
                                + "\"action\":\"%s\",\"object\":{\"type\":\"request\",\"id\":\"%d\"},\"outcome\":\"granted\","
                                + "\"policyVersion\":null}")
                        .formatted(service, index, action, index);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(MessagingWorld.kafkaConfig(), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(AuditSequencer.TOPIC, service, data.getBytes(StandardCharsets.UTF_8));
            Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", AuditSequencer.TYPE, "ce_organisation", "prifora")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record);
        }
    }

    void backUp() {
        world.execute("""
                create schema backup;
                create table backup.audit_entry as table audit_entry;
                create table backup.audit_node as table audit_node;
                create table backup.audit_head as table audit_head;
                create table backup.audit_pending as table audit_pending;
                create table backup.outbox as table outbox
                """);
    }

    void restore() {
        world.execute("""
                set session_replication_role = replica;
                truncate audit_entry, audit_node, audit_head, audit_pending, outbox;
                insert into audit_entry select * from backup.audit_entry;
                insert into audit_node select * from backup.audit_node;
                insert into audit_head select * from backup.audit_head;
                insert into audit_pending overriding system value select * from backup.audit_pending;
                insert into outbox overriding system value select * from backup.outbox;
                reset session_replication_role
                """);
    }

    List<ConsumerRecord<String, byte[]>> log() {
        return MessagingWorld.read(AuditSequencer.TOPIC).stream()
                .filter(record -> world.name.equals(record.key()))
                .toList();
    }

    List<Long> indices() {
        return entries(log()).stream().map(AuditLogScenes::index).toList();
    }

    static List<ConsumerRecord<String, byte[]>> entries(List<ConsumerRecord<String, byte[]>> log) {
        return log.stream()
                .filter(record -> AuditSequencer.TYPE.equals(header(record, "ce_type")))
                .toList();
    }

    static List<CheckpointRecord> checkpoints(List<ConsumerRecord<String, byte[]>> log) {
        return log.stream()
                .filter(record -> !AuditSequencer.TYPE.equals(header(record, "ce_type")))
                .map(record -> EventJson.read(record.value(), CheckpointRecord.class))
                .toList();
    }

    static long index(ConsumerRecord<String, byte[]> record) {
        return EventJson.read(record.value(), AuditRecord.class).index();
    }

    static String action(ConsumerRecord<String, byte[]> record) {
        return EventJson.read(record.value(), AuditRecord.class).action();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Reads the log as compliance does: each checkpoint is over exactly what came before it. How far the last one goes. */
    long verified(List<ConsumerRecord<String, byte[]>> log) {
        TreeFrontier tree = TreeFrontier.empty();
        long covered = 0;
        for (ConsumerRecord<String, byte[]> record : log) {
            if (AuditSequencer.TYPE.equals(header(record, "ce_type"))) {
                tree.append(Hash.ofLeaf(record.value()));
            } else {
                CheckpointRecord checkpoint = EventJson.read(record.value(), CheckpointRecord.class);
                SignedCheckpoint signed = opened(checkpoint, world.signers.get(world.signers.size() - 1));
                assertThat(signed.checkpoint().size()).isEqualTo(tree.size()).isEqualTo(checkpoint.size());
                assertThat(signed.checkpoint().root()).isEqualTo(tree.root());
                assertThat(checkpoint.rootHash()).isEqualTo(tree.root().base64());
                assertThat(signed.signedAt()).isEqualTo(checkpoint.signedAt());
                covered = tree.size();
            }
        }
        return covered;
    }

    static SignedCheckpoint opened(CheckpointRecord checkpoint, CheckpointSigner by) {
        try {
            return SignedCheckpoint.open(checkpoint.note(), List.of(CheckpointVerifier.of(by.verifierKey())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static List<Long> upTo(int size) {
        return LongStream.range(0, size).boxed().toList();
    }
}
