package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import nl.privacyloket.messaging.audit.AuditLine;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditRecord;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.audit.CheckpointRecord;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.tlog.CheckpointSigner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Each entry comes to the topic once, in order, with its checkpoints. */
class AuditPublicationTest extends AuditLogScenes {
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

    /** Each time that places are given costs a transaction here and one at Kafka, and events wait for it. */
    @Test
    void entriesThatComeOneByOneGetTheirPlacesTogether() {
        long begun = System.nanoTime();
        try (OutboxRelay relay = world.startRelay()) {
            for (int number = 0; number < 300; number++) {
                act(number, number + 1);
            }
            awaitSigned(relay, 300);
        }
        long fiftieths = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 50;

        assertThat(world.number("select count(distinct xmin::text) from audit_entry"))
                .isBetween(1L, fiftieths + 2);
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

    @Test
    void readersAreAnsweredFromWhatWasHashedAndTheSelfCheckFindsColumnsThatSayOtherwise() throws Exception {
        act(0, 5);
        relayUntil(5);
        AuditReader reader = new AuditReader(world.name, world.dataSource);
        List<AuditRecord> before = reader.read(0, 4, List.of("prifora"), null);

        world.execute("alter table audit_entry disable trigger audit_entry_is_final;"
                + "update audit_entry set outcome = 'refused' where index = 1;"
                + "update audit_entry set organisation = 'another' where index = 3");

        assertThat(before).hasSize(5);
        assertThat(reader.read(0, 4, List.of("prifora"), null)).isEqualTo(before);
        assertThat(reader.read(0, 4, List.of("another"), null)).isEmpty();
        assertThat(reader.lines(0, 4, List.of("another"))).allMatch(AuditLine::isWithheld);
        assertThat(reader.alteredAmong(80, new Random(1))).containsExactly(1L, 3L);
    }
}
