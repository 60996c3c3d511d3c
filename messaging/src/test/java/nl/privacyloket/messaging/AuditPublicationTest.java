package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.AuditReader;
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
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each entry comes to the topic once, in order, with its checkpoints, whatever befalls relay, database and Kafka. */
class AuditPublicationTest {
    private static final Instant NOON = Instant.parse("2026-11-22T11:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);

    private final MessagingWorld world = MessagingWorld.create();
    private final AuditLedger ledger = new AuditLedger();

    @BeforeAll
    static void createTopic() {
        if (!MessagingWorld.KAFKA.topics().contains(AuditSequencer.TOPIC)) {
            MessagingWorld.KAFKA.createTopic(AuditSequencer.TOPIC, 1, Map.of());
        }
    }

    @Test
    void aCheckpointCoversWhatTheReaderHasSeen() throws Exception {
        UUID request = UUID.randomUUID();
        act(0, 300);
        world.transactions.inTransaction(connection -> {
            ledger.append(connection, List.of(entry(300).about(request)));
            return null;
        });

        relayUntil(301);

        List<ConsumerRecord<String, byte[]>> log = log();
        assertThat(verified(log)).isEqualTo(301);
        ConsumerRecord<String, byte[]> last = entries(log).stream()
                .filter(record -> index(record) == 300)
                .findFirst()
                .orElseThrow();
        assertThat(new String(last.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"service\":\"" + world.name + "\",\"index\":300,\"at\":\"2026-11-22T11:00:00Z\","
                        + "\"organisation\":\"prifora\",\"actor\":\"system:test\",\"action\":\"request.decided\","
                        + "\"object\":{\"type\":\"request\",\"id\":\"300\"},\"outcome\":\"granted\",\"policyVersion\":3,"
                        + "\"requestId\":\"" + request + "\"}");
        assertThat(header(last, "ce_id"))
                .isEqualTo(UUID.nameUUIDFromBytes((world.name + "/300").getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    @Test
    void whatARelayPublishedBeforeItWasKilledIsNotPublishedAgain() {
        act(0, 40);
        relayUntil(40);
        restoreOutbox();

        act(40, 42);
        relayUntil(42);

        assertThat(indices()).containsExactlyElementsOf(upTo(42));
        assertThat(verified(log())).isEqualTo(42);
    }

    @Test
    void whatWaitsWhenARelayTakesOverGoesOnWhereTheTopicEnds() throws Exception {
        act(0, 5);
        relayUntil(5);
        act(5, 9);
        try (Connection connection = world.dataSource.getConnection()) {
            assertThat(new AuditSequencer(world.name).sequenceNext(connection)).isEqualTo(4);
        }

        relayUntil(9);

        assertThat(indices()).containsExactlyElementsOf(upTo(9));
        assertThat(verified(log())).isEqualTo(9);
    }

    @Test
    void aRestoredDatabaseTakesItsEntriesBackFromTheTopic() {
        act(0, 20);
        relayUntil(20);
        backUp();
        act(20, 60);
        relayUntil(60);

        restore();
        act(60, 61);
        relayUntil(62);

        List<ConsumerRecord<String, byte[]>> log = log();
        assertThat(indices()).containsExactlyElementsOf(upTo(62));
        assertThat(verified(log)).isEqualTo(62);
        assertThat(entries(log).stream().skip(60).map(AuditPublicationTest::action))
                .containsExactlyInAnyOrder("request.decided", "audit-log.recovered");
        assertThat(world.number("select count(distinct object_id) from audit_entry where action = 'request.decided'"))
                .isEqualTo(61);
    }

    @Test
    void anActThatWaitedInTheBackupKeepsThePlaceThatItGot() {
        act(0, 3);
        relayUntil(3);
        act(3, 4);
        backUp();
        relayUntil(4);

        restore();
        relayUntil(5);

        assertThat(indices()).containsExactlyElementsOf(upTo(5));
        assertThat(world.number("select count(*) from audit_entry where object_id = '3'"))
                .isEqualTo(1);
        assertThat(verified(log())).isEqualTo(5);
    }

    @Test
    void entriesThatNobodyVouchesForAreNotTakenBack() {
        act(0, 5);
        relayUntil(5);
        send(5, "request.decided");

        act(5, 6);
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON)
                    .until(() -> "audit-log-behind-topic".equals(relay.state().failure()));
            world.commit(world.event("a", 1));
            await().atMost(SOON).until(() -> world.published().size() == 1);
        }

        assertThat(world.count("audit_pending")).isEqualTo(1);
        assertThat(indices()).containsExactlyElementsOf(upTo(6));
    }

    @Test
    void anotherHistoryOnTheTopicHaltsTheLog() throws Exception {
        act(0, 5);
        try (Connection connection = world.dataSource.getConnection()) {
            new AuditSequencer(world.name).sequenceNext(connection);
        }
        for (int index = 0; index < 5; index++) {
            send(index, "request.closed");
        }

        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON).until(() -> "audit-log-differs-from-topic"
                    .equals(relay.state().failure()));
        }

        assertThat(indices()).hasSize(5);
    }

    @Test
    void aLostTopicGetsTheWholeLogAgain() throws Exception {
        act(0, 2_500);
        relayUntil(2_500);
        try (Admin admin = Admin.create(MessagingWorld.kafkaConfig())) {
            admin.deleteTopics(List.of(AuditSequencer.TOPIC)).all().get();
        }
        await().atMost(SOON).until(() -> !MessagingWorld.KAFKA.topics().contains(AuditSequencer.TOPIC));
        createTopic();

        act(2_500, 2_501);
        relayUntil(2_502);

        assertThat(indices()).containsExactlyElementsOf(upTo(2_502));
        assertThat(verified(log())).isEqualTo(2_502);
    }

    @Test
    void recordsThatHaveGoneFromTheTopicByTheirAgeDoNotComeBack() throws Exception {
        act(0, 5);
        relayUntil(5);
        TopicPartition partition = new TopicPartition(AuditSequencer.TOPIC, 0);
        try (Admin admin = Admin.create(MessagingWorld.kafkaConfig())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }

        act(5, 6);
        relayUntil(6);

        assertThat(indices()).containsExactly(5L);
    }

    @Test
    void entriesOfTheVersionBeforeGetTheirLeaves() throws Exception {
        act(0, 3);
        asTheVersionBefore(0, 300);
        relayUntil(303);
        asTheVersionBefore(303, 3);
        act(306, 308);

        relayUntil(308);

        assertThat(indices()).containsExactlyElementsOf(upTo(308));
        assertThat(verified(log())).isEqualTo(308);
    }

    @Test
    void anotherKeyIsAnEntryAndBothSignWhileItIsNew() {
        CheckpointSigner before = world.signers.get(0);
        CheckpointSigner after = CheckpointSigner.of(CheckpointSigner.newKey(before.name()));
        act(0, 2);
        relayUntil(2);

        world.signers = List.of(after, before);
        relayUntil(3);
        relayUntil(3);

        List<ConsumerRecord<String, byte[]>> log = log();
        assertThat(verified(log)).isEqualTo(3);
        AuditRecord changed = EventJson.read(entries(log).get(2).value(), AuditRecord.class);
        assertThat(changed.action()).isEqualTo("audit-key.changed");
        assertThat(changed.organisation()).isEqualTo("-");
        assertThat(changed.object()).isEqualTo(new AuditRecord.ObjectReference("audit-key", after.keyId()));
        CheckpointRecord last = checkpoints(log).get(checkpoints(log).size() - 1);
        assertThat(opened(last, after).checkpoint().size()).isEqualTo(3);
        assertThat(opened(last, before).checkpoint().size()).isEqualTo(3);
    }

    @Test
    void theLogFindsWhatWasAlteredInItsDatabase() throws Exception {
        act(0, 5);
        relayUntil(5);
        AuditReader reader = new AuditReader(world.name, world.dataSource);
        assertThat(reader.alteredAmong(50, new Random(1))).isEmpty();

        world.execute("alter table audit_entry disable trigger audit_entry_is_final;"
                + "update audit_entry set data = overlay(data placing 'x' from 20) where index = 3");

        assertThat(reader.alteredAmong(50, new Random(1))).containsExactly(3L);
        assertThatThrownBy(() -> reader.inclusion(3, 5)).hasMessage("audit entry 3 does not hash to its leaf");
        assertThat(reader.inclusion(2, 5).hashes()).hasSize(3);
    }

    private void act(int from, int to) {
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

    private static AuditEntry entry(int number) {
        return new AuditEntry(
                NOON, "prifora", "system:test", "request.decided", "request", Integer.toString(number), "granted", 3);
    }

    /** Until so many entries are on the topic, and the checkpoint over them. */
    private void relayUntil(int size) {
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON)
                    .until(() -> relay.state().active()
                            && world.count("audit_pending") == 0
                            && world.count("outbox") == 0
                            && world.number("select coalesce(checkpoint_size, 0) from audit_head") == size);
        }
    }

    /** As a relay leaves it that is killed between the commit at Kafka and the one in the database. */
    private void restoreOutbox() {
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
    private void asTheVersionBefore(int from, int entries) {
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
    private void send(long index, String action) {
        String data =
                ("{\"service\":\"%s\",\"index\":%d,\"at\":\"2026-11-22T11:00:00.123456Z\",\"actor\":\"system:test\","
                                + "\"action\":\"%s\",\"object\":{\"type\":\"request\",\"id\":\"%d\"},\"outcome\":\"granted\","
                                + "\"policyVersion\":null}")
                        .formatted(world.name, index, action, index);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(MessagingWorld.kafkaConfig(), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(AuditSequencer.TOPIC, world.name, data.getBytes(StandardCharsets.UTF_8));
            Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", AuditSequencer.TYPE, "ce_organisation", "prifora")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record);
        }
    }

    private void backUp() {
        world.execute("""
                create schema backup;
                create table backup.audit_entry as table audit_entry;
                create table backup.audit_node as table audit_node;
                create table backup.audit_head as table audit_head;
                create table backup.audit_pending as table audit_pending;
                create table backup.outbox as table outbox
                """);
    }

    private void restore() {
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

    private List<ConsumerRecord<String, byte[]>> log() {
        return MessagingWorld.read(AuditSequencer.TOPIC).stream()
                .filter(record -> world.name.equals(record.key()))
                .toList();
    }

    private List<Long> indices() {
        return entries(log()).stream().map(AuditPublicationTest::index).toList();
    }

    private static List<ConsumerRecord<String, byte[]>> entries(List<ConsumerRecord<String, byte[]>> log) {
        return log.stream()
                .filter(record -> AuditSequencer.TYPE.equals(header(record, "ce_type")))
                .toList();
    }

    private static List<CheckpointRecord> checkpoints(List<ConsumerRecord<String, byte[]>> log) {
        return log.stream()
                .filter(record -> !AuditSequencer.TYPE.equals(header(record, "ce_type")))
                .map(record -> EventJson.read(record.value(), CheckpointRecord.class))
                .toList();
    }

    private static long index(ConsumerRecord<String, byte[]> record) {
        return EventJson.read(record.value(), AuditRecord.class).index();
    }

    private static String action(ConsumerRecord<String, byte[]> record) {
        return EventJson.read(record.value(), AuditRecord.class).action();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Reads the log as compliance does: each checkpoint is over exactly what came before it. How far the last one goes. */
    private long verified(List<ConsumerRecord<String, byte[]>> log) {
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

    private static SignedCheckpoint opened(CheckpointRecord checkpoint, CheckpointSigner by) {
        try {
            return SignedCheckpoint.open(checkpoint.note(), List.of(CheckpointVerifier.of(by.verifierKey())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> upTo(int size) {
        return LongStream.range(0, size).boxed().toList();
    }
}
