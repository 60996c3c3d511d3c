package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.messaging.MessagingWorld.Count;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.OutboxBacklog;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelayAlarm;
import nl.privacyloket.messaging.outbox.RelaySettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    @BeforeAll
    static void createAuditTopic() {
        AuditLogScenes.createTopic();
    }

    private static final Duration SOON = Duration.ofSeconds(120);

    private final MessagingWorld world = MessagingWorld.create();

    @Test
    void anEventArrivesAsACloudEventInBinaryMode() {
        OutgoingEvent event = world.event("a", 1);
        try (OutboxRelay relay = world.startRelay()) {
            world.commit(event);
            awaitPublished(1);
        }

        ConsumerRecord<String, byte[]> record = world.published().get(0);

        assertThat(record.key()).isEqualTo("a");
        assertThat(headers(record))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", event.id().toString())
                .containsEntry("ce_type", "nl.privacyloket.test.counted.v1")
                .containsEntry("ce_source", world.name)
                .containsEntry("ce_organisation", "prifora")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("{\"key\":\"a\",\"number\":1}");
        assertThat(world.count("outbox")).isZero();
    }

    @Test
    void whatIsRolledBackNeverLeaves() {
        assertThatThrownBy(() -> world.transactions.inTransaction(connection -> {
                    world.outbox.append(connection, List.of(world.event("a", 1)));
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessage("changed its mind");

        try (OutboxRelay relay = world.startRelay()) {
            world.commit(world.event("a", 2));
            awaitPublished(1);
        }

        assertThat(numbersOf("a")).containsExactly(2);
    }

    @Test
    void anEventNeedsARunningTransaction() throws Exception {
        try (Connection connection = world.dataSource.getConnection()) {
            assertThatThrownBy(() -> world.outbox.append(connection, List.of(world.event("a", 1))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("an event is appended in a transaction or not at all");
        }
    }

    @Test
    void twoRelaysRaceAndEachEventLeavesOnceInTheOrderOfItsKey() throws Exception {
        try (OutboxRelay one = world.startRelay();
                OutboxRelay other = world.startRelay()) {
            commitFromManyThreads(8, 50);
            awaitPublished(400);

            assertThat(one.state().active()).isNotEqualTo(other.state().active());
            OutboxRelay active = one.state().active() ? one : other;
            OutboxRelay standby = active == one ? other : one;
            active.close();
            world.commit(world.event("key-0", 50));
            await().atMost(SOON).until(() -> standby.state().active() && world.count("outbox") == 0);
        }

        assertThat(world.published()).hasSize(401);
        assertThat(numbersOf("key-0")).containsExactlyElementsOf(upTo(51));
        IntStream.range(1, 8).forEach(key -> assertThat(numbersOf("key-" + key)).containsExactlyElementsOf(upTo(50)));
    }

    @Test
    void aKeysOrderIsThatOfCommitsEvenWhenTransactionsOverlap() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        world.execute("create table counter (next int); insert into counter values (0)");
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            work.add(threads.submit(() -> world.transactions.inTransaction(connection -> {
                // The append comes first, so only its own lock can keep ids and commits in one order.
                try (var next = connection.prepareStatement("select 1")) {
                    next.execute();
                }
                world.outbox.append(connection, List.of(world.event("hot", 0)));
                try (var take = connection.prepareStatement("""
                        with taken as (update counter set next = next + 1 returning next)
                        update outbox set data = convert_to(
                            '{"key":"hot","number":' || taken.next || '}', 'UTF8') from taken
                         where outbox.xmin = pg_current_xact_id()::xid""")) {
                    take.executeUpdate();
                }
                return null;
            })));
        }
        for (Future<?> done : work) {
            done.get();
        }
        threads.shutdown();

        try (OutboxRelay relay = world.startRelay()) {
            awaitPublished(120);
        }

        assertThat(numbersOf("hot")).isSorted().hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aRelayThatDiesBetweenSendingAndMarkingRepeatsTheBatchAndKeepsItsOrder() {
        world.execute("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the relay dies here'; end $$");
        world.execute("create trigger refuse before delete on outbox for each statement execute function refuse()");
        world.commit(world.event("a", 0), world.event("a", 1), world.event("b", 0));
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON).until(() -> world.published().size() >= 3);
        }
        world.execute("drop trigger refuse on outbox");
        assertThat(world.count("outbox")).isEqualTo(3);

        try (OutboxRelay next = world.startRelay()) {
            awaitPublished(3);
        }

        assertThat(firstSeen(numbersOf("a"))).containsExactly(0, 1);
        assertThat(world.published())
                .hasSizeGreaterThanOrEqualTo(6)
                .extracting(record -> IncomingEvent.from(record).id())
                .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(3));
    }

    @Test
    void aRelayWhoseSessionIsCutGoesOn() {
        try (OutboxRelay relay = world.startRelay()) {
            world.commit(world.event("a", 0));
            awaitPublished(1);
            world.execute("select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)"
                    + " where locktype = 'advisory' and granted and pid <> pg_backend_pid()"
                    + " and datname = current_database()");
            world.commit(world.event("a", 1));
            await().atMost(SOON).until(() -> world.count("outbox") == 0);
        }

        assertThat(numbersOf("a")).containsExactly(0, 1);
    }

    @Test
    void eventsOutliveAKafkaThatIsDown() {
        try (OutboxRelay relay = world.startRelay()) {
            world.commit(world.event("a", 0));
            awaitPublished(1);
            MessagingWorld.KAFKA.stop();
            try {
                world.commit(world.event("a", 1));
                world.commit(world.event("a", 2), world.event("b", 0));
                await().atMost(SOON).until(() -> relay.state().failure() != null);
                assertThat(world.count("outbox")).isEqualTo(3);
                assertThat(backlog().events()).isEqualTo(3);
                assertThat(backlog().oldest()).isPositive();
            } finally {
                MessagingWorld.KAFKA.start();
            }
            await().atMost(SOON).until(() -> world.count("outbox") == 0);
            await().atMost(SOON).until(() -> relay.state().failure() == null);
        }

        assertThat(numbersOf("a")).containsExactly(0, 1, 2);
        assertThat(numbersOf("b")).containsExactly(0);
    }

    @Test
    void whatFollowsARecordThatKafkaRefusesWaitsAndOtherKeysGoOn() throws Exception {
        limitRecordsTo("300000");
        OutgoingEvent tooLarge = OutgoingEvent.of(
                world.topic,
                "a",
                "nl.privacyloket.test.counted.v1",
                "prifora",
                world.event("a", 0).time(),
                new Count("x".repeat(400_000), 0));
        try (OutboxRelay relay = world.startRelay()) {
            world.commit(tooLarge, world.event("a", 1), world.event("b", 0));
            world.commit(world.event("b", 1));
            await().atMost(SOON).until(() -> world.published().size() == 2);
            world.commit(world.event("a", 2), world.event("b", 2));
            await().atMost(SOON).until(() -> world.published().size() == 3);
            assertThat(numbersOf("a")).isEmpty();
            assertThat(numbersOf("b")).containsExactly(0, 1, 2);

            limitRecordsTo("1000000");
            awaitPublished(6);
        }

        List<String> keys = world.published().stream()
                .filter(record -> !"b".equals(record.key()))
                .map(ConsumerRecord::key)
                .toList();
        assertThat(keys).containsExactly("a", "a", "a");
        assertThat(numbersOf("a")).containsExactly(0, 1, 2);
    }

    @Test
    void manyFullBatchesKeepTheOrderOfEachKeyAndLeaveOnce() {
        world.commit(IntStream.range(0, 2_050)
                .mapToObj(i -> world.event("key-" + i % 5, i / 5))
                .toArray(OutgoingEvent[]::new));

        try (OutboxRelay relay = world.startRelay()) {
            awaitPublished(2_050);
        }

        assertThat(world.published()).hasSize(2_050);
        IntStream.range(0, 5).forEach(key -> assertThat(numbersOf("key-" + key)).containsExactlyElementsOf(upTo(410)));
    }

    @Test
    void aRefusedRecordInTheMiddleIsNotOvertakenByLaterBatches() throws Exception {
        limitRecordsTo("300000");
        List<OutgoingEvent> events = new ArrayList<>();
        IntStream.range(0, 350).forEach(i -> events.add(world.event(i < 150 || i % 2 == 0 ? "b" : "a", i)));
        events.set(
                150,
                OutgoingEvent.of(
                        world.topic,
                        "a",
                        "nl.privacyloket.test.counted.v1",
                        "prifora",
                        events.get(0).time(),
                        new Count("x".repeat(400_000), 150)));
        world.commit(events.toArray(OutgoingEvent[]::new));
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(SOON).until(() -> world.published().size() == 249);
            assertThat(numbersOf("a")).isEmpty();

            limitRecordsTo("1000000");
            awaitPublished(350);
        }

        assertThat(numbersOf("a")).isSorted().hasSize(101).startsWith(150);
        assertThat(numbersOf("b")).isSorted().hasSize(249).doesNotHaveDuplicates();
    }

    @Test
    void theRelayIsWokenWithoutPolling() {
        RelaySettings sleepy = new RelaySettings(
                world.name, world.name, MessagingWorld.kafkaConfig(), 100, Duration.ofHours(1), Duration.ofMillis(100));
        try (OutboxRelay relay = world.startRelay(sleepy);
                RelayAlarm alarm = new RelayAlarm(world.dataSource, world.name)) {
            await().atMost(SOON).until(() -> relay.state().active());
            world.commit(world.event("a", 0));
            alarm.ring();
            awaitPublished(1);
        }

        assertThat(numbersOf("a")).containsExactly(0);
    }

    @Test
    void theTraceOfTheTransactionGoesWithTheEvent() {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        SpanContext caller =
                SpanContext.create(traceId, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
        try (Scope ignored = Span.wrap(caller).makeCurrent()) {
            world.commit(world.event("a", 0));
        }

        try (OutboxRelay relay = world.startRelay()) {
            awaitPublished(1);
        }

        assertThat(IncomingEvent.from(world.published().get(0)).traceparent())
                .isEqualTo("00-" + traceId + "-b7ad6b7169203331-01");
    }

    private void commitFromManyThreads(int keys, int perKey) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(keys);
        List<Future<?>> work = IntStream.range(0, keys)
                .<Future<?>>mapToObj(key -> threads.submit(() ->
                        IntStream.range(0, perKey).forEach(number -> world.commit(world.event("key-" + key, number)))))
                .collect(Collectors.toList());
        for (Future<?> done : work) {
            done.get();
        }
        threads.shutdown();
    }

    private void awaitPublished(int atLeast) {
        await().atMost(SOON)
                .until(() -> world.count("outbox") == 0 && world.published().size() >= atLeast);
    }

    private OutboxBacklog backlog() {
        try {
            return OutboxBacklog.read(world.dataSource, Instant.now());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void limitRecordsTo(String bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, world.topic);
        Collection<AlterConfigOp> change =
                List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET));
        try (Admin admin = Admin.create(MessagingWorld.kafkaConfig())) {
            admin.incrementalAlterConfigs(Map.of(topic, change)).all().get();
        }
    }

    private List<Integer> numbersOf(String key) {
        return world.published().stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> EventJson.read(record.value(), Count.class).number())
                .toList();
    }

    private static List<Integer> firstSeen(List<Integer> numbers) {
        return numbers.stream().distinct().toList();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        return IntStream.range(0, record.headers().toArray().length)
                .mapToObj(i -> record.headers().toArray()[i])
                .collect(Collectors.toMap(h -> h.key(), h -> new String(h.value(), StandardCharsets.UTF_8)));
    }
}
