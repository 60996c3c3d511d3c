package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nl.privacyloket.notification.delivery.Breaker.State;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import nl.privacyloket.notification.delivery.SmtpSettings.Encryption;
import nl.privacyloket.notification.fixture.SettableClock;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import nl.privacyloket.notification.letter.RenderedLetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final SettableClock clock = new SettableClock(NOW);
    private final UnrulySmtpServer first = UnrulySmtpServer.start();
    private final UnrulySmtpServer second = UnrulySmtpServer.start();
    private final SmtpSettings server = new SmtpSettings(
            "localhost",
            first.port(),
            Optional.empty(),
            Optional.empty(),
            Encryption.NONE,
            Duration.ofSeconds(2),
            Optional.empty());
    /** Pauses of which chance takes nothing off. */
    private final Backoff backoff = new Backoff(FIRST, Duration.ofMinutes(1), new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    });

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private Relays one() {
        return new Relays(List.of(server), backoff, clock);
    }

    private Relays two() {
        return new Relays(List.of(server, server.at("localhost:" + second.port())), backoff, clock);
    }

    private static OutgoingMail mail() {
        return new OutgoingMail(
                "<1@mail.example.org>",
                "bounces@mail.example.org",
                new Mailbox("PRIFORA", "privacyloket@mail.example.org"),
                null,
                new Mailbox("", "saskia.voorbeeld@example.org"),
                new RenderedLetter("nl", "Bevestig uw verzoek", "Beste Saskia,\n", "<p>Beste Saskia,</p>"),
                null,
                NOW);
    }

    @Test
    void mailGoesByTheFirst() {
        try (MailTransport transport = two().transport()) {
            SendResult result = transport.send(mail());

            assertThat(result).isEqualTo(new SendResult.Accepted());
            assertThat(first.taken()).hasSize(1);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void whileTheFirstIsAwayMailGoesByTheSecondAndThenByTheFirstAgain() {
        Relays relays = two();
        first.will(Whim.BUSY_AT_GREETING);
        try (MailTransport transport = relays.transport()) {
            SendResult atOnce = transport.send(mail());
            transport.send(mail());
            List<State> states =
                    relays.all().stream().map(relay -> relay.breaker().state()).toList();
            clock.pass(FIRST);

            transport.send(mail());

            assertThat(atOnce).isEqualTo(new SendResult.Accepted());
            assertThat(states).containsExactly(State.OPEN, State.CLOSED);
            assertThat(second.taken()).hasSize(2);
            assertThat(first.taken()).hasSize(1);
            assertThat(first.connections()).isEqualTo(2);
        }
    }

    @Test
    void whenAllAreAwayNobodyIsAskedUntilThePauseIsOver() {
        Relays relays = two();
        first.will(Whim.BUSY_AT_GREETING);
        second.will(Whim.BUSY_AT_GREETING);
        try (MailTransport transport = relays.transport()) {
            SendResult away = transport.send(mail());

            SendResult paused = transport.send(mail());

            assertThat(away).isEqualTo(new SendResult.ServerUnavailable("smtp-unreachable"));
            assertThat(paused).isEqualTo(new SendResult.ServerUnavailable(SendResult.ServerUnavailable.PAUSED));
            assertThat(relays.pausedUntil()).contains(NOW.plus(FIRST));
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECIPIENT_LATER", "REFUSE_RECIPIENT", "REFUSE_AFTER_DATA", "LATER_AFTER_DATA"})
    void whatTheServerSaysOfAMailStopsNoOther(String whim) {
        Relays relays = one();
        first.will(Whim.valueOf(whim));
        try (MailTransport transport = relays.transport()) {
            transport.send(mail());

            SendResult next = transport.send(mail());

            assertThat(next).isEqualTo(new SendResult.Accepted());
            assertThat(relays.all().get(0).breaker().opened()).isZero();
        }
    }

    @Test
    void aServerThatBreaksOffWithAMailInHandIsLeftAloneToo() {
        Relays relays = one();
        first.will(Whim.TAKE_AND_DROP);
        try (MailTransport transport = relays.transport()) {
            SendResult result = transport.send(mail());

            assertThat(result).isEqualTo(new SendResult.Unknown("smtp-connection-lost"));
            assertThat(relays.pausedUntil()).contains(NOW.plus(FIRST));
        }
    }

    @Test
    void theBreakerIsSharedByAllSenders() {
        Relays relays = one();
        first.will(Whim.BUSY_AT_GREETING);
        try (MailTransport one = relays.transport();
                MailTransport other = relays.transport()) {
            one.send(mail());

            SendResult result = other.send(mail());

            assertThat(result).isEqualTo(new SendResult.ServerUnavailable(SendResult.ServerUnavailable.PAUSED));
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    @Test
    void afterThePauseOneTriesAndTheOthersWait() {
        Breaker breaker = new Breaker(backoff, clock);
        breaker.pass().orElseThrow().leave(false);
        clock.pass(FIRST);
        Optional<Breaker.Pass> trial = breaker.pass();

        Optional<Breaker.Pass> other = breaker.pass();

        assertThat(trial).isPresent();
        assertThat(other).isEmpty();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.closedUntil()).contains(NOW.plus(FIRST).plusSeconds(1));
        trial.get().leave(true);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void eachTrialThatFailsDoublesThePause() {
        Breaker breaker = new Breaker(backoff, clock);
        breaker.pass().orElseThrow().leave(false);
        clock.pass(FIRST);

        breaker.pass().orElseThrow().leave(false);

        assertThat(breaker.closedUntil()).contains(NOW.plus(FIRST).plus(FIRST.multipliedBy(2)));
        assertThat(breaker.opened()).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackLengthensNoPause() {
        Breaker breaker = new Breaker(backoff, clock);
        breaker.pass().orElseThrow().leave(false);
        clock.pass(Duration.ofHours(-5));

        Optional<Instant> closedUntil = breaker.closedUntil();

        assertThat(closedUntil).isEmpty();
        assertThat(breaker.pass()).isPresent();
    }

    @Test
    void whatSeveralFindOutAtOnceCountsOnce() {
        Breaker breaker = new Breaker(backoff, clock);
        Breaker.Pass one = breaker.pass().orElseThrow();
        Breaker.Pass other = breaker.pass().orElseThrow();
        one.leave(false);

        other.leave(false);

        assertThat(breaker.opened()).isEqualTo(1);
        assertThat(breaker.closedUntil()).contains(NOW.plus(FIRST));
    }

    @Test
    void aMailThatWasUnderWayBeforeSaysNothingOfTheServerNow() {
        Breaker breaker = new Breaker(backoff, clock);
        Breaker.Pass before = breaker.pass().orElseThrow();
        breaker.pass().orElseThrow().leave(false);

        before.leave(true);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aTrialThatNobodyFinishesIsNoVerdictAndLeavesItToAnother() {
        Breaker breaker = new Breaker(backoff, clock);
        breaker.pass().orElseThrow().leave(false);
        clock.pass(FIRST);
        breaker.pass().orElseThrow().close();

        Optional<Breaker.Pass> next = breaker.pass();

        assertThat(next).isPresent();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.opened()).isEqualTo(1);
    }

    @Test
    void aMailThatIsNoneIsNotTheServersFault() {
        Relays relays = one();
        OutgoingMail good = mail();
        OutgoingMail noMail = new OutgoingMail(
                good.messageId(),
                good.envelopeFrom(),
                good.from(),
                null,
                new Mailbox("Saskia\r\nBcc: victim", "saskia.voorbeeld@example.org"),
                good.letter(),
                null,
                NOW);
        try (MailTransport transport = relays.transport()) {
            assertThatThrownBy(() -> transport.send(noMail)).isInstanceOf(IllegalArgumentException.class);

            SendResult next = transport.send(good);

            assertThat(next).isEqualTo(new SendResult.Accepted());
            assertThat(relays.all().get(0).breaker().opened()).isZero();
        }
    }
}
