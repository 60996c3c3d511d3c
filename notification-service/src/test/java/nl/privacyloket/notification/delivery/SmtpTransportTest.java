package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import nl.privacyloket.notification.delivery.SmtpSettings.Encryption;
import nl.privacyloket.notification.delivery.SmtpSettings.Limits;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import nl.privacyloket.notification.letter.RenderedLetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpTransportTest {
    private static final int MAILS_PER_CONNECTION = 3;

    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final SmtpTransport transport = new SmtpTransport(settings(server.port()));

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private static SmtpSettings settings(int port) {
        return new SmtpSettings(
                "localhost",
                port,
                Optional.empty(),
                Optional.empty(),
                Encryption.WHEN_OFFERED,
                Duration.ofSeconds(2),
                Optional.of("notification.example.org"),
                new Limits(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(10), MAILS_PER_CONNECTION));
    }

    private static OutgoingMail mail() {
        return new OutgoingMail(
                "<1@mail.example.org>",
                "bounces+1@mail.example.org",
                new Mailbox("PRIFORA", "privacyloket@mail.example.org"),
                new Mailbox("PRIFORA", "info@prifora.com"),
                new Mailbox("Saskia Voorbeeld", "saskia.voorbeeld@example.org"),
                new RenderedLetter("nl", "Bevestig uw verzoek", "Beste Saskia,\n", "<p>Beste Saskia,</p>"),
                null,
                Instant.parse("2026-11-22T10:00:00Z"));
    }

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of(Whim.TAKE, new SendResult.Accepted()),
                Arguments.of(Whim.BUSY_AT_GREETING, new SendResult.ServerUnavailable("smtp-unreachable")),
                Arguments.of(Whim.HANG_AT_GREETING, new SendResult.ServerUnavailable("smtp-unreachable")),
                Arguments.of(Whim.BUSY_AT_MAIL, new SendResult.ServerUnavailable("smtp-421")),
                Arguments.of(Whim.DROP_AT_RECIPIENT, new SendResult.ServerUnavailable("smtp-connection-lost")),
                Arguments.of(Whim.REFUSE_SENDER, new SendResult.Rejected("smtp-550-5.7.1")),
                Arguments.of(Whim.REFUSE_RECIPIENT, new SendResult.Rejected("smtp-550-5.1.1")),
                Arguments.of(Whim.RECIPIENT_LATER, new SendResult.Deferred("smtp-451-4.7.1")),
                Arguments.of(Whim.LATER_AFTER_DATA, new SendResult.Deferred("smtp-452-4.3.1")),
                Arguments.of(Whim.REFUSE_AFTER_DATA, new SendResult.Rejected("smtp-554-5.7.1")),
                Arguments.of(Whim.SHUT_DOWN_AFTER_DATA, new SendResult.ServerUnavailable("smtp-421")),
                Arguments.of(Whim.DROP_IN_DATA, new SendResult.Unknown("smtp-connection-lost")),
                Arguments.of(Whim.TAKE_AND_DROP, new SendResult.Unknown("smtp-connection-lost")),
                Arguments.of(Whim.TAKE_AND_HANG, new SendResult.Unknown("smtp-too-slow")),
                Arguments.of(Whim.TAKE_AND_DRIBBLE, new SendResult.Unknown("smtp-too-slow")));
    }

    @ParameterizedTest
    @MethodSource("results")
    void tellsWhatTheServerMadeOfTheMail(Whim whim, SendResult expected) {
        server.will(whim);

        SendResult result = transport.send(mail());

        assertThat(result).isEqualTo(expected);
    }

    @Test
    void aServerThatAnswersTheTextLateIsWaitedForAndNoOtherAnswerIs() {
        SmtpTransport patient = new SmtpTransport(new SmtpSettings(
                "localhost",
                server.port(),
                Optional.empty(),
                Optional.empty(),
                Encryption.NONE,
                UnrulySmtpServer.LATE.dividedBy(4),
                Optional.empty(),
                new Limits(
                        UnrulySmtpServer.LATE.dividedBy(2),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        MAILS_PER_CONNECTION)));
        server.will(Whim.TAKE_LATE, Whim.ANSWER_RECIPIENT_LATE);

        SendResult late = patient.send(mail());
        SendResult next = patient.send(mail());

        assertThat(late).isEqualTo(new SendResult.Accepted());
        assertThat(next).isEqualTo(new SendResult.Accepted());
        // The second was given up at its recipient, and went over a new connection.
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.taken()).hasSize(2);
        patient.close();
    }

    @Test
    void aServerThatIsAwayIsUnavailable() {
        server.close();

        SendResult result = transport.send(mail());

        assertThat(result).isEqualTo(new SendResult.ServerUnavailable("smtp-unreachable"));
    }

    @Test
    void twoMailsShareAConnection() {
        transport.send(mail());

        SendResult second = transport.send(mail());

        assertThat(second).isEqualTo(new SendResult.Accepted());
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"REFUSE_SENDER", "REFUSE_RECIPIENT", "RECIPIENT_LATER", "LATER_AFTER_DATA", "REFUSE_AFTER_DATA"})
    void afterARefusalTheNextMailGoesOverTheSameConnection(Whim refusal) {
        server.will(refusal);
        transport.send(mail());

        SendResult second = transport.send(mail());

        assertThat(second).isEqualTo(new SendResult.Accepted());
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.taken()).hasSize(1);
    }

    @Test
    void aConnectionThatTheServerEndedMeanwhileIsReplacedBeforeAnythingIsSent() {
        transport.send(mail());
        server.hangUp();

        SendResult second = transport.send(mail());

        assertThat(second).isEqualTo(new SendResult.Accepted());
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.taken()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY_AT_MAIL", "SHUT_DOWN_AFTER_DATA"})
    void aKeptConnectionThatTheServerHasEnoughOfIsReplaced(Whim enough) {
        transport.send(mail());
        server.will(enough);

        SendResult second = transport.send(mail());

        assertThat(second).isEqualTo(new SendResult.Accepted());
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.taken()).hasSize(2);
    }

    @Test
    void whatWasInHandWhenAKeptConnectionBrokeIsNotSentAgainByItself() {
        transport.send(mail());
        server.will(Whim.TAKE_AND_DROP);

        SendResult second = transport.send(mail());

        assertThat(second).isEqualTo(new SendResult.Unknown("smtp-connection-lost"));
        assertThat(server.taken()).hasSize(2);
    }

    @Test
    void aConnectionCarriesOnlySoManyMails() {
        for (int mail = 0; mail < MAILS_PER_CONNECTION; mail++) {
            transport.send(mail());
        }

        transport.send(mail());

        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.taken()).hasSize(MAILS_PER_CONNECTION + 1);
    }

    @Test
    void aConnectionIsKeptThroughAShortPauseAndEndedAfterALongOne() {
        SmtpTransport impatient = new SmtpTransport(new SmtpSettings(
                "localhost",
                server.port(),
                Optional.empty(),
                Optional.empty(),
                Encryption.NONE,
                Duration.ofSeconds(2),
                Optional.empty(),
                new Limits(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ZERO, MAILS_PER_CONNECTION)));
        transport.send(mail());
        transport.rest();
        transport.send(mail());
        int kept = server.connections();
        impatient.send(mail());
        impatient.rest();

        impatient.send(mail());

        assertThat(kept).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(3);
        impatient.close();
    }

    @Test
    void aMailToManySaysHowToGetNoMore() {
        OutgoingMail one = mail();
        transport.send(new OutgoingMail(
                one.messageId(),
                one.envelopeFrom(),
                one.from(),
                one.replyTo(),
                one.to(),
                one.letter(),
                new MailingList("news.prifora.example.org", URI.create("https://privacy.example.org/unsubscribe/abc")),
                one.date()));

        assertThat(server.taken().get(0).lines())
                .contains(
                        "List-Id: <news.prifora.example.org>",
                        "List-Unsubscribe: <https://privacy.example.org/unsubscribe/abc>",
                        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                        "Precedence: bulk");
    }

    @Test
    void whatCannotBeDeliveredReturnsToTheAddressOfTheMail() {
        transport.send(mail());

        assertThat(server.heard())
                .contains(
                        "MAIL FROM:<bounces+1@mail.example.org> RET=HDRS ENVID=1",
                        "RCPT TO:<saskia.voorbeeld@example.org> NOTIFY=FAILURE");
    }

    @Test
    void saysWhyTheServerCannotBeUsed() {
        server.close();

        Optional<String> trouble = SmtpTransport.trouble(settings(server.port()));

        assertThat(trouble).contains("smtp-unreachable");
    }

    @Test
    void saysNothingOfAServerThatLetsUsIn() {
        Optional<String> trouble = SmtpTransport.trouble(settings(server.port()));

        assertThat(trouble).isEmpty();
    }

    @Test
    void headersTellThatNobodyNeedsToAnswer() {
        transport.send(mail());

        assertThat(server.taken().get(0).lines())
                .contains(
                        "Message-ID: <1@mail.example.org>",
                        "From: PRIFORA <privacyloket@mail.example.org>",
                        "Reply-To: PRIFORA <info@prifora.com>",
                        "To: Saskia Voorbeeld <saskia.voorbeeld@example.org>",
                        "Subject: Bevestig uw verzoek",
                        "Date: Sun, 22 Nov 2026 10:00:00 +0000",
                        "Auto-Submitted: auto-generated",
                        "Content-Language: nl",
                        "MIME-Version: 1.0");
    }
}
