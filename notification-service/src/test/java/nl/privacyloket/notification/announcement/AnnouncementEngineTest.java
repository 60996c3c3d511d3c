package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.announcement.AnnouncementRoom.AHEAD;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.IN_HAND;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.LEASE;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.NEWS;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.ORGANISATION;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.SENDERS;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Moment;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import nl.privacyloket.notification.subscriber.EndedBy;
import nl.privacyloket.stack.mail.SmtpSink;
import nl.privacyloket.stack.mail.SmtpSink.Taken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Announcements sent by threads, over SMTP, against the clock. */
class AnnouncementEngineTest {
    private static final int SUBSCRIBERS = 800;
    private static final int FAST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AnnouncementRoom room = AnnouncementRoom.open(Clock.systemUTC());
    private final SmtpSink sink = SmtpSink.start();

    @AfterEach
    void close() {
        sink.close();
    }

    private AnnouncementView completed(UUID id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> room.view(id).state().equals("completed"));
        return room.view(id);
    }

    private void awaitTaken(int mails) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> sink.count() >= mails);
    }

    private static Set<String> addresses(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(AnnouncementRoom::address)
                .collect(Collectors.toSet());
    }

    private void assertEachOnce(int subscribers) {
        Map<String, Long> perAddress = sink.perAddress();
        assertThat(perAddress.keySet()).isEqualTo(addresses(1, subscribers));
        assertThat(perAddress.values()).containsOnly(1L);
    }

    @Test
    void everybodyGetsItOnceAndManyShareATransaction() {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(FAST);
        try (AnnouncementEngine engine = room.engine(sink.port())) {
            engine.start();

            AnnouncementView view = completed(id);

            assertEachOnce(SUBSCRIBERS);
            assertThat(view.sent()).isEqualTo(SUBSCRIBERS);
            assertThat(view.possiblyTwice()).isZero();
            assertThat(room.counts.cycles()).isLessThan(SUBSCRIBERS / 3);
        }
    }

    @Test
    void aPauseHoldsAndItGoesOnWhereItWas() {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(1_000);
        try (AnnouncementEngine engine = room.engine(sink.port())) {
            engine.start();
            awaitTaken(300);
            room.pause(id);
            int atPause = sink.count();
            await().atMost(PATIENCE).until(() -> room.database
                    .rows("select 1 from announcement_mail where state = 'sending'")
                    .isEmpty());
            int afterwards = sink.count();
            long cycles = room.counts.cycles();
            await().atMost(PATIENCE).until(() -> room.counts.cycles() > cycles + 3);
            int later = sink.count();
            room.resume(id);
            engine.wake();

            AnnouncementView view = completed(id);

            assertThat(afterwards - atPause).isLessThanOrEqualTo(IN_HAND);
            assertThat(later).isEqualTo(afterwards);
            assertThat(view.sent()).isEqualTo(SUBSCRIBERS);
            assertEachOnce(SUBSCRIBERS);
        }
    }

    @Test
    void twoInstancesShareTheWork() {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(FAST);
        AnnouncementCounts others = new AnnouncementCounts();
        try (AnnouncementEngine one = room.engine(sink.port());
                AnnouncementEngine other = AnnouncementRoom.engine(
                        Keys.own(), room.transactions, sink.port(), LEASE, others, room.clock)) {
            one.start();
            other.start();

            completed(id);

            assertEachOnce(SUBSCRIBERS);
            assertThat(room.counts.sent()).isPositive();
            assertThat(others.sent()).isPositive();
            assertThat(room.counts.sent() + others.sent()).isEqualTo(SUBSCRIBERS);
        }
    }

    /** The worst that a kill can do: all mails in hand have gone, and none of them was recorded. */
    @Test
    void anInstanceThatCanNoLongerRecordIsFollowedByAnother() {
        assertNoMoreTwiceThan(IN_HAND, AHEAD);
    }

    @Test
    void andWithOneMailInHandForEachConnectionNoMoreThanThoseGoTwice() {
        assertNoMoreTwiceThan(SENDERS, 1);
    }

    private void assertNoMoreTwiceThan(int most, int ahead) {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(FAST);
        AtomicBoolean cutOff = new AtomicBoolean();
        Transactions cut = new Transactions() {
            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                if (cutOff.get()) {
                    throw new SQLException("cut off", "08006");
                }
                return room.transactions.inTransaction(work);
            }
        };
        AnnouncementCounts first = new AnnouncementCounts();
        Duration lease = Duration.ofSeconds(1);
        try (AnnouncementEngine killed =
                        AnnouncementRoom.engine(Keys.own(), cut, sink.port(), lease, first, room.clock, ahead);
                AnnouncementEngine next = AnnouncementRoom.engine(
                        Keys.own(), room.transactions, sink.port(), lease, room.counts, room.clock)) {
            killed.start();
            awaitTaken(200);
            cutOff.set(true);
            next.start();

            AnnouncementView view = completed(id);

            assertThat(sink.perAddress().keySet()).isEqualTo(addresses(1, SUBSCRIBERS));
            assertThat(sink.count() - SUBSCRIBERS).isLessThanOrEqualTo(most);
            assertThat(view.possiblyTwice()).isLessThanOrEqualTo(most);
            assertThat((long) sink.count() - SUBSCRIBERS).isLessThanOrEqualTo(view.possiblyTwice());
            assertThat(room.counts.takenOver()).isEqualTo(view.possiblyTwice());
            assertThat(sink.taken().stream().map(Taken::messageId).distinct()).hasSize(SUBSCRIBERS);
        }
    }

    /** The mail server takes more than a second for one mail, and everybody leaves while those behind it are in hand. */
    @Test
    void whatWaitedTooLongInHandGoesBackAndNotToWhoEndedItMeanwhile() {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(FAST);
        Whim[] whims = new Whim[301];
        Arrays.fill(whims, Whim.TAKE);
        whims[300] = Whim.ANSWER_RECIPIENT_LATE;
        AtomicInteger addressed = new AtomicInteger();
        AtomicInteger inHand = new AtomicInteger();
        try (UnrulySmtpServer server = UnrulySmtpServer.start().will(whims);
                AnnouncementEngine engine = room.engineWithOneSender(server.port())) {
            server.watchedBy(moment -> {
                if (moment == Moment.ADDRESSED && addressed.incrementAndGet() == whims.length) {
                    inHand.set(room.database
                            .rows("select 1 from announcement_mail where state = 'sending'")
                            .size());
                    room.database.run("update subscriber set purposes = '{policy-change}'");
                }
            });
            engine.start();

            AnnouncementView view = completed(id);

            assertThat(inHand.get()).isGreaterThan(1);
            assertThat(server.taken()).hasSize(whims.length);
            assertThat(view.sent()).isEqualTo(whims.length);
        }
    }

    @Test
    void whoEndsItOrIsErasedWhileItRunsGetsNone() {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(1_000);
        try (AnnouncementEngine engine = room.engine(sink.port())) {
            engine.start();
            awaitTaken(100);
            room.run(connection -> {
                room.subscriptions.end(
                        connection,
                        ORGANISATION,
                        List.of(room.hash(address(SUBSCRIBERS - 100))),
                        NEWS,
                        EndedBy.REQUEST,
                        room.clock.instant(),
                        room.clock.instant());
                room.subscribers.erase(
                        connection,
                        ORGANISATION,
                        List.of(room.hash(address(SUBSCRIBERS - 99))),
                        room.clock.instant(),
                        room.clock.instant());
                return null;
            });

            AnnouncementView view = completed(id);

            assertThat(sink.perAddress().keySet())
                    .hasSize(SUBSCRIBERS - 2)
                    .doesNotContain(address(SUBSCRIBERS - 100), address(SUBSCRIBERS - 99));
            assertThat(view.sent()).isEqualTo(SUBSCRIBERS - 2);
            assertThat(view.skipped()).contains(entry("unsubscribed", 1L), entry("erased", 1L));
        }
    }

    @Test
    void itGoesNoFasterThanItMay() {
        room.withSubscribers(200);
        UUID id = room.announce(100);
        long begun = System.nanoTime();
        try (AnnouncementEngine engine = room.engine(sink.port())) {
            engine.start();

            completed(id);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1_700));
            assertEachOnce(200);
        }
    }

    @Test
    void whatAServerRefusesDefersOrTakesWithoutSayingSoIsSettled() {
        room.withSubscribers(40);
        UUID id = room.announce(FAST);
        try (UnrulySmtpServer server = UnrulySmtpServer.start()
                        .will(
                                Whim.TAKE,
                                Whim.REFUSE_RECIPIENT,
                                Whim.RECIPIENT_LATER,
                                Whim.LATER_AFTER_DATA,
                                Whim.TAKE_AND_DROP,
                                Whim.DROP_IN_DATA,
                                Whim.SHUT_DOWN_AFTER_DATA);
                AnnouncementEngine engine = room.engine(server.port())) {
            engine.start();

            AnnouncementView view = completed(id);

            assertThat(view.sent()).isEqualTo(39);
            assertThat(view.failed()).isEqualTo(1);
            assertThat(view.possiblyTwice()).isBetween(1L, 2L);
            assertThat(server.taken()).hasSize(40);
            assertThat(room.database.rows("select status from suppressed_address"))
                    .containsExactly("5.1.1");
        }
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        room.withSubscribers(20);
        UUID id = room.announce(FAST);
        try (UnrulySmtpServer server = UnrulySmtpServer.start()
                        .will(IntStream.range(0, 2 * SENDERS)
                                .mapToObj(each -> Whim.BUSY_AT_GREETING)
                                .toArray(Whim[]::new));
                AnnouncementEngine engine = room.engine(server.port())) {
            engine.start();

            AnnouncementView view = completed(id);

            assertThat(view.sent()).isEqualTo(20);
            assertThat(view.possiblyTwice()).isZero();
            assertThat(server.taken()).hasSize(20);
        }
    }

    @Test
    void whatIsInHandIsRecordedWhenTheServiceStops() {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(FAST);
        AnnouncementEngine engine = room.engine(sink.port());
        engine.start();
        awaitTaken(200);

        engine.close(PATIENCE);

        assertThat(room.view(id).sent()).isEqualTo(sink.count());
        assertThat(room.database.rows("select 1 from announcement_mail where state = 'sending'"))
                .isEmpty();
        assertThat(room.view(id).state()).isEqualTo("running");
    }

    @Test
    void theMailSaysToMailProgramsHowToLeave() {
        room.withSubscribers(1);
        UUID id = room.announce(FAST);
        try (UnrulySmtpServer server = UnrulySmtpServer.start();
                AnnouncementEngine engine = room.engine(server.port())) {
            engine.start();

            completed(id);

            String mail = server.taken().get(0).replaceAll("\n[ \t]", " ");
            String subscriber = room.subscriber(1).toString();
            assertThat(mail.lines())
                    .contains(
                            "Message-ID: <a." + id + "." + subscriber + "@mail.example.org>",
                            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                            "To: " + address(1),
                            "Subject: Nieuws",
                            "Auto-Submitted: auto-generated")
                    .anyMatch(
                            line -> line.startsWith("List-Id: ") && line.contains("marketing.prifora.mail.example.org"))
                    .anyMatch(line -> line.startsWith("List-Unsubscribe: <https://mail.example.org/unsubscribe/"));
        }
    }
}
