package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditRecord;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditSequencerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T11:00:00Z");

    private final MessagingWorld world = MessagingWorld.create();
    private final AuditLedger ledger = new AuditLedger();

    @BeforeAll
    static void createTopic() {
        if (!MessagingWorld.KAFKA.topics().contains(AuditSequencer.TOPIC)) {
            MessagingWorld.KAFKA.createTopic(AuditSequencer.TOPIC, 1, Map.of());
        }
    }

    @Test
    void entriesGetPlacesWithoutAGapWhateverIsRolledBack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> work = new ArrayList<>();
        try (OutboxRelay relay = world.startRelay();
                OutboxRelay standby = world.startRelay()) {
            for (int i = 0; i < 90; i++) {
                int number = i;
                work.add(threads.submit(() -> append(number, number % 3 == 0)));
            }
            for (Future<?> done : work) {
                done.get();
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> world.count("audit_pending") == 0 && world.count("outbox") == 0);
        }
        threads.shutdown();

        List<AuditRecord> published = published();

        assertThat(published).extracting(AuditRecord::index).containsExactlyElementsOf(places(60));
        assertThat(published).extracting(record -> record.object().id()).doesNotHaveDuplicates();
        assertThat(new AuditReader(world.name, world.dataSource).read(0, 100, List.of("prifora"), null))
                .isEqualTo(published);
        assertThat(new AuditReader(world.name, world.dataSource).read(0, 100, List.of("pinkweb"), null))
                .isEmpty();
        assertThat(new AuditReader(world.name, world.dataSource).size()).isEqualTo(60);
    }

    @Test
    void anEntryIsPublishedWithWhoDidWhat() throws Exception {
        append(7, false);
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> world.count("audit_pending") == 0 && world.count("outbox") == 0);
        }

        assertThat(published())
                .containsExactly(new AuditRecord(
                        world.name,
                        0,
                        NOON,
                        "prifora",
                        "system:test",
                        "request.decided",
                        new AuditRecord.ObjectReference("request", "7"),
                        "granted",
                        3,
                        null));
    }

    @Test
    void anEntryThatHasItsPlaceIsFinal() throws Exception {
        append(1, false);
        try (Connection connection = world.dataSource.getConnection()) {
            assertThat(new AuditSequencer(world.name).sequenceNext(connection)).isEqualTo(1);
        }

        for (String attempt : List.of(
                "update audit_entry set outcome = 'refused'", "delete from audit_entry", "truncate audit_entry")) {
            assertThatThrownBy(() -> world.execute(attempt)).hasStackTraceContaining("audit entries are final");
        }
        assertThat(world.number("select count(*) from audit_entry where outcome = 'granted'"))
                .isEqualTo(1);
    }

    @Test
    void anEntryNeedsARunningTransaction() throws Exception {
        try (Connection connection = world.dataSource.getConnection()) {
            assertThatThrownBy(() -> ledger.append(connection, List.of(entry(1))))
                    .hasMessage("an audit entry is appended in a transaction or not at all");
        }
    }

    private Object append(int number, boolean rollBack) {
        try {
            return world.transactions.inTransaction(connection -> {
                ledger.append(connection, List.of(entry(number)));
                if (rollBack) {
                    throw new IllegalStateException("rolled back");
                }
                return null;
            });
        } catch (Exception e) {
            return null;
        }
    }

    private static AuditEntry entry(int number) {
        return new AuditEntry(
                NOON, "prifora", "system:test", "request.decided", "request", Integer.toString(number), "granted", 3);
    }

    private List<AuditRecord> published() {
        return MessagingWorld.read(AuditSequencer.TOPIC).stream()
                .filter(record -> world.name.equals(record.key()))
                .filter(record -> AuditSequencer.TYPE.equals(
                        new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)))
                .map(record -> EventJson.read(record.value(), AuditRecord.class))
                .toList();
    }

    private static List<Long> places(int size) {
        return LongStream.range(0, size).boxed().toList();
    }
}
