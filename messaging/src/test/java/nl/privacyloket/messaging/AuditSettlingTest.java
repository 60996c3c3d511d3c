package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Log and topic fit again whatever befell database, topic and relay; what does not fit stands still and says so. */
class AuditSettlingTest extends AuditLogScenes {
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
        assertThat(entries(log).stream().skip(60).map(AuditLogScenes::action))
                .containsExactlyInAnyOrder("request.decided", "audit-log.recovered");
        assertThat(world.number("select count(*) from audit_entry where action = 'audit-log.recovered'"
                        + " and outcome = 'entries-20-to-59'"))
                .isEqualTo(1);
        assertThat(world.number("select count(distinct object_id) from audit_entry where action = 'request.decided'"))
                .isEqualTo(61);
    }

    /** Somebody who restores finds in that entry what the database knows no more. */
    @Test
    void whatWasTakenBackIsToldWithItOrNotTaken() {
        act(0, 5);
        relayUntil(5);
        backUp();
        act(5, 9);
        relayUntil(9);

        restore();
        world.execute("""
                create sequence tries;
                create function fail_once() returns trigger language plpgsql as $$
                begin
                  if nextval('tries') = 1 then raise exception 'killed'; end if;
                  return new;
                end $$;
                create trigger fail_once before insert on audit_pending
                  for each row when (new.action = 'audit-log.recovered') execute function fail_once()
                """);
        relayUntil(10);

        assertThat(world.number("select last_value from tries")).isEqualTo(2);
        assertThat(world.number("select count(*) from audit_entry where action = 'audit-log.recovered'"
                        + " and outcome = 'entries-5-to-8'"))
                .isEqualTo(1);
        assertThat(verified(log())).isEqualTo(10);
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
    void whatSomebodyElseWritesInTheNameOfTheLogDoesNotHaltIt() {
        act(0, 5);
        relayUntil(5);
        send(2, "request.closed");
        send(5, "request.closed");
        send(700, "request.closed");
        sendCheckpoint(9, Hash.EMPTY_TREE, CheckpointSigner.of(CheckpointSigner.newKey("privacyloket/other")));

        act(5, 7);
        relayUntil(7);
        act(7, 8);
        relayUntil(8);

        assertThat(verified(own())).isEqualTo(8);
        assertThat(entries(own()).stream().map(AuditLogScenes::index)).containsExactlyElementsOf(upTo(8));
    }

    @Test
    void anOffsetThatIsNotTheRelaysSaysNothing() throws Exception {
        act(0, 5);
        relayUntil(5);
        for (OffsetAndMetadata odd : List.of(
                new OffsetAndMetadata(999),
                new OffsetAndMetadata(2, "record 0 of AAAAAAAAAAAAAAAAAAAAAA\nnot a note"),
                new OffsetAndMetadata(3, "record 99999999999999999999 of x"))) {
            try (Admin admin = Admin.create(MessagingWorld.kafkaConfig())) {
                admin.alterConsumerGroupOffsets(
                                world.name + "-audit", Map.of(new TopicPartition(AuditSequencer.TOPIC, 0), odd))
                        .all()
                        .get();
            }
            int size = indices().size();
            act(size, size + 1);
            relayUntil(size + 1);
        }

        assertThat(indices()).containsExactlyElementsOf(upTo(8));
        assertThat(verified(log())).isEqualTo(8);
    }

    @Test
    void anotherHistoryThatTheLogsOwnKeySignedHaltsIt() throws Exception {
        act(0, 5);
        try (Connection connection = world.dataSource.getConnection()) {
            new AuditSequencer(world.name).sequenceNext(connection);
        }
        for (int index = 0; index < 5; index++) {
            send(index, "request.closed");
        }
        TreeFrontier other = TreeFrontier.empty();
        log().forEach(record -> other.append(Hash.ofLeaf(record.value())));
        sendCheckpoint(5, other.root(), world.signers.get(0));

        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON).until(() -> "audit-log-differs-from-topic"
                    .equals(relay.state().failure()));
            world.commit(world.event("a", 1));
            await().atMost(SOON).until(() -> world.published().size() == 1);
        }

        assertThat(indices()).hasSize(5);
    }

    @Test
    void whatIsSignedAndNowhereToBeFoundHaltsARestoredLog() {
        act(0, 5);
        relayUntil(5);
        sendCheckpoint(7, Hash.EMPTY_TREE, world.signers.get(0));

        act(5, 6);
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON)
                    .until(() -> "audit-log-behind-topic".equals(relay.state().failure()));
            world.commit(world.event("a", 1));
            await().atMost(SOON).until(() -> world.published().size() == 1);
        }

        assertThat(world.count("audit_pending")).isEqualTo(1);
        assertThat(indices()).containsExactlyElementsOf(upTo(5));
    }

    @Test
    void aRestoredDatabaseTakesBackItsOwnEntriesAndNotAForgedOneThatCameFirst() {
        act(0, 5);
        relayUntil(5);
        backUp();
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON).until(() -> relay.state().active());
            act(5, 6);
            awaitSigned(relay, 6);
            send(6, "request.closed");
            act(6, 8);
            awaitSigned(relay, 8);
            send(7, "request.closed");
        }

        restore();
        relayUntil(9);

        assertThat(world.number("select count(*) from audit_entry where action = 'request.closed'"))
                .isZero();
        assertThat(world.number("select count(distinct object_id) from audit_entry where action = 'request.decided'"))
                .isEqualTo(8);
        assertThat(verified(own())).isEqualTo(9);
    }

    @Test
    void aLostTopicGetsTheWholeLogAgain() throws Exception {
        act(0, 2_500);
        relayUntil(2_500);
        deleteTopic();
        createTopic();

        act(2_500, 2_501);
        relayUntil(2_502);

        assertThat(indices()).containsExactlyElementsOf(upTo(2_502));
        assertThat(verified(log())).isEqualTo(2_502);
        assertThat(world.number("select count(*) from audit_entry where action = 'audit-log.republished'"))
                .isEqualTo(1);
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
    void aTopicMadeAnewWhileTheRelayRunsGetsTheWholeLogAgain() throws Exception {
        act(0, 30);
        try (OutboxRelay relay = world.startRelay()) {
            awaitSigned(relay, 30);
            deleteTopic();
            createTopic();
            for (int i = 0; i < 100; i++) {
                sendAs("another-service", i, "request.closed");
            }

            act(30, 31);
            // One entry more says that all was published again.
            awaitSigned(relay, 32);
        }

        assertThat(indices()).containsExactlyElementsOf(upTo(32));
        assertThat(verified(log())).isEqualTo(32);
    }

    @Test
    void otherEventsLeaveWhileTheAuditTopicIsNotThereOrItsEndIsHidden() throws Exception {
        act(0, 5);
        relayUntil(5);
        deleteTopic();
        act(5, 6);
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON)
                    .until(() -> "audit-log-held".equals(relay.state().failure()));
            world.commit(world.event("a", 1));
            await().atMost(SOON).until(() -> world.published().size() == 1);
            assertThat(world.count("audit_pending")).isEqualTo(1);

            createTopic();
            awaitSigned(relay, 7);
            assertThat(relay.state().failure()).isNull();
        }
        assertThat(indices()).containsExactlyElementsOf(upTo(7));

        try (KafkaProducer<String, byte[]> other = beginTransaction();
                OutboxRelay relay = world.startRelay()) {
            act(7, 8);
            world.commit(world.event("a", 2));
            await().atMost(Duration.ofSeconds(10)).until(() -> world.published().size() == 2);
            assertThat(world.count("audit_pending")).isEqualTo(1);

            other.abortTransaction();
            awaitSigned(relay, 8);
        }
        assertThat(indices()).containsExactlyElementsOf(upTo(8));
    }

    @Test
    void aLogWhoseLastRowsWereCutOffHalts() {
        act(0, 8);
        relayUntil(8);
        world.execute("alter table audit_entry disable trigger audit_entry_is_final;"
                + "delete from audit_entry where index >= 6");
        act(8, 9);

        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON)
                    .until(() -> "audit-log-incomplete".equals(relay.state().failure()));
            world.commit(world.event("a", 1));
            await().atMost(SOON).until(() -> world.published().size() == 1);
        }
        assertThat(world.count("audit_pending")).isEqualTo(1);
        assertThat(indices()).containsExactlyElementsOf(upTo(8));
    }

    @Test
    void aLogWithoutTheRowsThatItsTreeStillNeedsHalts() {
        asTheVersionBefore(0, 5);
        world.execute("alter table audit_entry disable trigger audit_entry_is_final;"
                + "delete from audit_entry where index >= 3");

        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON)
                    .until(() -> "audit-log-incomplete".equals(relay.state().failure()));
        }
    }
}
