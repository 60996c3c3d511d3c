package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import nl.privacyloket.messaging.MessagingWorld.Count;
import nl.privacyloket.messaging.deadletter.DeadLetter;
import nl.privacyloket.messaging.deadletter.DeadLetterReplay;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.NotReadyException;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundDispatcherTest {
    private static final String TYPE = "nl.privacyloket.test.counted.v1";
    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5));

    /** Fails as often as it is told to, then leaves a row: its effect. */
    private final class EffectHandler implements EventHandler {
        private final List<Exception> failures = new ArrayList<>();
        private int calls;

        @Override
        public String channel() {
            return "tests";
        }

        @Override
        public Set<String> types() {
            return Set.of(TYPE);
        }

        @Override
        public void handle(IncomingEvent event, Connection connection) throws Exception {
            calls++;
            Count count = event.data(Count.class);
            try (PreparedStatement insert = connection.prepareStatement("insert into effect values (?, ?)")) {
                insert.setString(1, event.id());
                insert.setString(2, count.key() + count.number());
                insert.executeUpdate();
            }
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
        }

        void failTimes(int times, Exception failure) {
            for (int i = 0; i < times; i++) {
                failures.add(failure);
            }
        }
    }

    private final MessagingWorld world = MessagingWorld.create();
    private boolean isKnown = true;
    private final DeadLetters deadLetters = new DeadLetters(world.name, world.cipher(), (c, organisation) -> isKnown);
    private final EffectHandler handler = new EffectHandler();
    private final InboundDispatcher dispatcher =
            new InboundDispatcher("tests", world.transactions, List.of(handler), deadLetters, QUICK, Clock.systemUTC());

    @BeforeEach
    void createDeadLetterTopic() {
        MessagingWorld.KAFKA.createTopic(deadLetters.topic(), 1, Map.of());
    }

    @Test
    void anEventSeenTwiceTakesEffectOnce() throws Exception {
        ConsumerRecord<String, byte[]> record = recordOf("a", 1);

        dispatcher.dispatch(record);
        dispatcher.dispatch(record);

        assertThat(world.count("effect")).isEqualTo(1);
        assertThat(world.count("inbox")).isEqualTo(1);
        assertThat(handler.calls).isEqualTo(1);
    }

    @Test
    void everyEventOfATopicThatIsReadTwiceTakesEffectOnce() throws Exception {
        try (OutboxRelay relay = world.startRelay()) {
            for (int number = 0; number < 25; number++) {
                world.commit(world.event("k" + number % 3, number));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> world.count("outbox") == 0);
        }

        for (int round = 0; round < 2; round++) {
            for (ConsumerRecord<String, byte[]> record : world.published()) {
                dispatcher.dispatch(record);
            }
        }

        assertThat(world.count("effect")).isEqualTo(25);
        assertThat(world.number("select count(distinct event_id) from effect")).isEqualTo(25);
    }

    @Test
    void aHandlerThatFailsIsTriedAgainAndItsHalfEffectIsUndone() throws Exception {
        handler.failTimes(2, new IllegalStateException("not this time"));

        dispatcher.dispatch(recordOf("a", 1));

        assertThat(handler.calls).isEqualTo(3);
        assertThat(world.count("effect")).isEqualTo(1);
        assertThat(world.count("dead_letter")).isZero();
    }

    @Test
    void aHandlerThatKeepsFailingLeavesADeadLetterAndTheNextEventIsHandled() throws Exception {
        handler.failTimes(3, new IllegalStateException("never: jansen@example.org"));

        dispatcher.dispatch(recordOf("a", 1));
        dispatcher.dispatch(recordOf("a", 2));

        assertThat(world.number("select count(*) from effect where what = 'a2'"))
                .isEqualTo(1);
        assertThat(world.count("effect")).isEqualTo(1);
        DeadLetter letter = onlyLetter();
        assertThat(letter.reason()).isEqualTo("handler-failed");
        assertThat(letter.fault()).isEqualTo("IllegalStateException");
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.type()).isEqualTo(TYPE);
        assertThat(letter.organisation()).isEqualTo("prifora");
    }

    @Test
    void malformedDataIsSetAsideAtOnce() throws Exception {
        dispatcher.dispatch(record("a", TYPE, "{\"key\":\"a\",\"number\":\"jansen@example.org\"}"));

        assertThat(onlyLetter().reason()).isEqualTo("malformed-data");
        assertThat(handler.calls).isEqualTo(1);
        assertThat(world.count("effect")).isZero();
    }

    @Test
    void aTypeThatNobodyKnowsIsKeptForAVersionThatDoes() throws Exception {
        ConsumerRecord<String, byte[]> record = record("a", "nl.privacyloket.test.counted.v2", "{}");

        dispatcher.dispatch(record);
        dispatcher.dispatch(record);

        assertThat(onlyLetter().reason()).isEqualTo("unknown-type");
    }

    @Test
    void aRecordThatIsNoEventIsSetAsideOnce() throws Exception {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(world.topic, 0, 7, null, "jansen@example.org".getBytes(StandardCharsets.UTF_8));

        dispatcher.dispatch(record);
        dispatcher.dispatch(record);

        DeadLetter letter = onlyLetter();
        assertThat(letter.reason()).isEqualTo("not-a-cloud-event");
        assertThat(letter.offset()).isEqualTo(7);
        assertThat(letter.type()).isNull();
    }

    @Test
    void aDeadLetterIsAnnouncedWithoutItsContent() throws Exception {
        dispatcher.dispatch(record("jansen@example.org", TYPE, "\"jansen@example.org\""));
        try (OutboxRelay relay = world.startRelay()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> world.count("outbox") == 0);
        }

        ConsumerRecord<String, byte[]> announced =
                MessagingWorld.read(deadLetters.topic()).get(0);

        assertThat(IncomingEvent.from(announced).type()).isEqualTo(DeadLetters.PARKED);
        assertThat(EventJson.read(announced.value(), DeadLetter.class).reason()).isEqualTo("malformed-data");
        assertThat(new String(announced.value(), StandardCharsets.UTF_8)).doesNotContain("jansen");
        assertThat(announced.headers().toArray())
                .noneMatch(header -> new String(header.value(), StandardCharsets.UTF_8).contains("jansen"));
        assertThat(world.number("select count(*) from dead_letter where position('jansen'::bytea in record) > 0"))
                .isZero();
    }

    @Test
    void aMendedHandlerTakesADeadLetterThatIsReplayed() throws Exception {
        handler.failTimes(3, new IllegalStateException("broken"));
        dispatcher.dispatch(recordOf("a", 1));
        UUID id = onlyLetter().id();
        DeadLetterReplay replay = new DeadLetterReplay(deadLetters, List.of(handler));

        Boolean replayed = world.transactions.inTransaction(connection -> replay.replay(connection, id));

        assertThat(replayed).isTrue();
        assertThat(world.number("select count(*) from effect where what = 'a1'"))
                .isEqualTo(1);
        assertThat(world.count("dead_letter")).isZero();
    }

    @Test
    void aReplayThatFailsKeepsTheDeadLetter() throws Exception {
        handler.failTimes(4, new IllegalStateException("broken"));
        dispatcher.dispatch(recordOf("a", 1));
        UUID id = onlyLetter().id();
        DeadLetterReplay replay = new DeadLetterReplay(deadLetters, List.of(handler));

        assertThatThrownBy(() -> world.transactions.inTransaction(connection -> replay.replay(connection, id)))
                .hasMessage("broken");

        assertThat(world.count("dead_letter")).isEqualTo(1);
        assertThat(world.count("effect")).isZero();
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForHoweverLong() throws Exception {
        handler.failTimes(9, new IllegalStateException(new SQLTransientConnectionException("away", "08006")));

        dispatcher.dispatch(recordOf("a", 1));

        assertThat(handler.calls).isEqualTo(10);
        assertThat(world.count("effect")).isEqualTo(1);
        assertThat(world.count("dead_letter")).isZero();
        assertThat(dispatcher.waitingFor()).isNull();
    }

    @Test
    void aPoolWithoutAFreeConnectionIsWaitedForToo() throws Exception {
        handler.failTimes(9, new IllegalStateException(new SQLException("Sorry, acquisition timeout!")));

        dispatcher.dispatch(recordOf("a", 1));

        assertThat(world.count("effect")).isEqualTo(1);
        assertThat(world.count("dead_letter")).isZero();
    }

    @Test
    void whatMustComeFirstIsWaitedForAndNamed() throws Exception {
        RetryPolicy patient = new RetryPolicy(3, Duration.ofMinutes(5), Duration.ofMinutes(5));
        InboundDispatcher waiting = new InboundDispatcher(
                "tests", world.transactions, List.of(handler), deadLetters, patient, Clock.systemUTC());
        handler.failTimes(1, new NotReadyException("policy-unknown"));

        CompletableFuture<Void> dispatched = CompletableFuture.runAsync(() -> {
            try {
                waiting.dispatch(recordOf("a", 1));
            } catch (InterruptedException e) {
                throw new IllegalStateException("closed");
            }
        });

        await().until(() -> "policy-unknown".equals(waiting.waitingFor()));
        waiting.close();
        assertThatThrownBy(dispatched::join).hasRootCauseMessage("closed");
        assertThat(world.count("effect")).isZero();
        assertThat(world.count("inbox")).isZero();
    }

    @Test
    void twoHandlersOfOneTypeAreRefused() {
        assertThatThrownBy(() -> new InboundDispatcher(
                        "tests",
                        world.transactions,
                        List.of(handler, new EffectHandler()),
                        deadLetters,
                        QUICK,
                        Clock.systemUTC()))
                .hasMessage("two handlers of channel tests take " + TYPE);
    }

    @Test
    void aDeadLetterGoesWhenItsTimeIsOver() throws Exception {
        dispatcher.dispatch(record("a", TYPE, "[]"));
        DeadLetter letter = onlyLetter();

        int early = world.transactions.inTransaction(
                c -> deadLetters.forgetBefore(c, letter.parkedAt(), letter.parkedAt()));
        int late = world.transactions.inTransaction(
                c -> deadLetters.forgetBefore(c, letter.parkedAt().plusSeconds(1), letter.parkedAt()));

        assertThat(early).isZero();
        assertThat(late).isEqualTo(1);
        assertThat(world.count("dead_letter")).isZero();
        assertThat(world.number("select count(*) from audit_pending where action = 'dead-letters.erased'"
                        + " and object_type = 'service' and outcome = 'erased-1'"))
                .isEqualTo(1);
    }

    @Test
    void aFloodOfGarbageIsAFewEntriesAndOneWithTheNumberOfTheOthers() throws Exception {
        Instant now = Instant.parse("2026-11-22T19:00:30Z");
        for (int i = 0; i < 50; i++) {
            int place = i;
            world.transactions.inTransaction(c -> {
                ConsumerRecord<String, byte[]> garbage =
                        new ConsumerRecord<>("anywhere", 0, place, "a", new byte[] {1});
                deadLetters.park(c, "tests", garbage, null, "no-event", null, 1, now);
                return null;
            });
        }

        for (int i = 0; i < 2; i++) {
            world.transactions.inTransaction(c -> {
                deadLetters.settle(c, now.plusSeconds(60));
                return null;
            });
        }

        assertThat(world.count("dead_letter")).isEqualTo(50);
        assertThat(world.number("select count(*) from audit_pending where action = 'dead-letter.parked'"))
                .isEqualTo(20);
        assertThat(world.number("select count(*) from audit_pending where action = 'dead-letters.parked'"
                        + " and outcome = 'parked-30' and organisation = '-'"))
                .isEqualTo(1);
        assertThat(world.count("audit_pending")).isEqualTo(21);
    }

    @Test
    void anOrganisationThatNobodyKnowsHereIsNotNamedInTheLog() throws Exception {
        isKnown = false;

        dispatcher.dispatch(record("a", TYPE, "[]"));

        assertThat(world.number("select count(*) from audit_pending where action = 'dead-letter.parked'"
                        + " and organisation = '-'"))
                .isEqualTo(1);
    }

    private DeadLetter onlyLetter() throws Exception {
        List<DeadLetter> letters =
                world.transactions.inTransaction(connection -> deadLetters.list(connection, Set.of("prifora"), 0, 10));
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private ConsumerRecord<String, byte[]> recordOf(String key, int number) {
        return record(key, TYPE, "{\"key\":\"" + key + "\",\"number\":" + number + ",\"added\":\"later\"}");
    }

    private ConsumerRecord<String, byte[]> record(String key, String type, String data) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(world.topic, 0, 1, key, data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", type,
                        "ce_source", "test-service",
                        "ce_time", "2026-11-22T10:00:00Z",
                        "ce_organisation", "prifora",
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
