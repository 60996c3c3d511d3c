package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.bounce.Bounces;
import nl.privacyloket.notification.bounce.Bounces.Outcome;
import nl.privacyloket.notification.bounce.ReportReader;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.delivery.MailTransport;
import nl.privacyloket.notification.delivery.Postman;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Reports;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BouncedMessagesTest {
    private static final String SASKIA = "saskia.voorbeeld@example.org";
    private static final String BOUNCED = "nl.privacyloket.notification.bounced.v1";

    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();
    private final Postman postman = room.postman(transport);
    private final Bounces bounces = new Bounces(
            new ReportReader(new ReturnPaths(Optional.of("bounces@mail.example.org"))),
            List.of(new BouncedMessages(room.queue, new MessageFacts(), room.suppressed)));
    private UUID request;

    @BeforeEach
    void aDecisionIsToBeSent() {
        request = room.request(Requests.saskia());
        room.queue(request, PostRoom.decision());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private String id() {
        return room.database
                .rows("select id from message where receiver <> 'staff'")
                .get(0);
    }

    private Outcome report(String organisation, String mail) throws Exception {
        return bounces.record(Reports.bytes(mail), organisation, room.database.transactions(), room.clock.instant());
    }

    private Outcome bounce(String id, String status) throws Exception {
        return report("prifora", Reports.postfix("<" + id + "@mail.example.org>", SASKIA, "failed", status));
    }

    private void resend() {
        room.run(connection -> room.register.resend(
                connection, UUID.fromString(id()), "p-1f2e-pseudonym-abcde", room.clock.instant()));
    }

    @Test
    void aMailThatCameBackHasFailedAndStaffHearSo() throws Exception {
        postman.deliverDue();

        Outcome outcome = bounce(id(), "5.1.1");

        assertThat(outcome).isEqualTo(Outcome.RECORDED);
        assertThat(room.messages()).containsExactly("decision failed 1 bounced-5-1-1");
        assertThat(room.events()).last().isEqualTo(BOUNCED + " decision bounced-5-1-1");
        assertThat(room.audit()).contains("system:notification-service message.bounced message bounced-5-1-1");
        assertThat(room.staffMail()).containsExactly("staff-mail-failed queued");
        assertThat(room.database.rows("select organisation, reason, status from suppressed_address"))
                .containsExactly("prifora bounced 5.1.1");
        assertThat(room.audit()).contains("system:notification-service address.suppressed suppressed-address bounced");
    }

    @Test
    void theEventIsAsPublished() throws Exception {
        postman.deliverDue();
        bounce(id(), "5.1.1");

        String data = room.database
                .rows("select convert_from(data, 'UTF8') from outbox where type = '" + BOUNCED + "'")
                .get(0);

        Contracts.assertValid(BOUNCED, data);
    }

    @Test
    void theSameReportTwiceDoesNoMoreThanOnce() throws Exception {
        postman.deliverDue();
        bounce(id(), "5.1.1");
        List<String> audit = room.audit();

        Outcome again = bounce(id(), "5.1.1");

        assertThat(again).isEqualTo(Outcome.RECORDED);
        assertThat(room.audit()).isEqualTo(audit);
        assertThat(room.staffMail()).hasSize(1);
    }

    @Test
    void whatCameBackCanBeSentAgain() throws Exception {
        postman.deliverDue();
        bounce(id(), "5.2.2");
        resend();

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("decision sent 1 null");
        assertThat(server.taken()).anyMatch(mail -> mail.contains("<" + id() + ".1@mail.example.org>"));
    }

    @Test
    void aReportAboutAnEarlierSendingChangesNothingOfTheLaterOne() throws Exception {
        postman.deliverDue();
        resend();
        postman.deliverDue();

        Outcome outcome = bounce(id(), "5.1.1");

        assertThat(outcome).isEqualTo(Outcome.RECORDED);
        assertThat(room.messages()).containsExactly("decision sent 1 null");
        assertThat(room.database.rows("select * from suppressed_address")).isEmpty();
    }

    @Test
    void aReportAboutASendingThatNeverWasIsNotBelieved() throws Exception {
        postman.deliverDue();

        assertThat(bounce(id() + ".1", "5.1.1")).isEqualTo(Outcome.UNKNOWN_MESSAGE);
        assertThat(room.messages()).containsExactly("decision sent 1 null");
    }

    @Test
    void aReportAboutAMessageThatWasNotSentIsNotBelieved() throws Exception {
        assertThat(bounce(id(), "5.1.1")).isEqualTo(Outcome.UNKNOWN_MESSAGE);
        assertThat(room.messages()).containsExactly("decision queued 0 null");
    }

    @Test
    void aReportAboutAMessageThatNoServerTookIsNotBelieved() throws Exception {
        server.will(Whim.RECIPIENT_LATER);
        postman.deliverDue();

        assertThat(bounce(id(), "5.1.1")).isEqualTo(Outcome.UNKNOWN_MESSAGE);
        assertThat(room.messages()).containsExactly("decision queued 1 smtp-451-4.7.1");
    }

    @Test
    void aMailOfWhichItWasNotKnownWhetherItWasTakenFailsAndDoesNotGoAgain() throws Exception {
        server.will(Whim.TAKE_AND_DROP);
        postman.deliverDue();
        Outcome outcome = bounce(id(), "5.1.1");
        room.clock.pass(PostRoom.RETRY);

        postman.deliverDue();

        assertThat(outcome).isEqualTo(Outcome.RECORDED);
        assertThat(room.messages()).containsExactly("decision failed 1 bounced-5-1-1");
    }

    @Test
    void aReportOfLongAgoIsNotBelieved() throws Exception {
        postman.deliverDue();
        room.clock.pass(Duration.ofDays(30).plusSeconds(1));

        assertThat(bounce(id(), "5.1.1")).isEqualTo(Outcome.UNKNOWN_MESSAGE);
        assertThat(room.messages()).containsExactly("decision sent 1 null");
    }

    @Test
    void aReportToAnotherOrganisationIsNotBelieved() throws Exception {
        postman.deliverDue();

        Outcome outcome =
                report("pinkweb", Reports.postfix("<" + id() + "@mail.example.org>", SASKIA, "failed", "5.1.1"));

        assertThat(outcome).isEqualTo(Outcome.UNKNOWN_MESSAGE);
        assertThat(room.messages()).containsExactly("decision sent 1 null");
    }

    @Test
    void theMailboxThatAllShareIsOfEveryOrganisation() throws Exception {
        postman.deliverDue();

        Outcome outcome = report(null, Reports.withEnvelopeId(id(), SASKIA, "5.1.1"));

        assertThat(outcome).isEqualTo(Outcome.RECORDED);
    }

    @ParameterizedTest
    @CsvSource({
        "5.2.2, saskia.voorbeeld@example.org",
        "5.1.1, forwarded@example.net",
        "4.4.7, saskia.voorbeeld@example.org"
    })
    void onlyABadAddressThatWeWroteToIsSuppressed(String status, String recipient) throws Exception {
        postman.deliverDue();

        Outcome outcome = report(
                "prifora", Reports.forwarded("<" + id() + "@mail.example.org>", SASKIA, recipient, "failed", status));

        assertThat(outcome).isEqualTo(Outcome.RECORDED);
        assertThat(room.database.rows("select * from suppressed_address")).isEmpty();
    }

    @Test
    void staffCannotBeCutOffByAReport() throws Exception {
        server.will(Whim.REFUSE_AFTER_DATA);
        postman.deliverDue();
        postman.deliverDue();
        String toStaff = room.database
                .rows("select id from message where receiver = 'staff'")
                .get(0);

        Outcome outcome = report(
                "prifora",
                Reports.postfix("<" + toStaff + "@mail.example.org>", "info@prifora.com", "failed", "5.1.1"));

        assertThat(outcome).isEqualTo(Outcome.RECORDED);
        assertThat(room.staffMail()).containsExactly("staff-mail-failed failed");
        assertThat(room.database.rows("select * from suppressed_address")).isEmpty();
    }

    @Test
    void aDelayChangesNothing() throws Exception {
        postman.deliverDue();

        Outcome outcome =
                report("prifora", Reports.postfix("<" + id() + "@mail.example.org>", SASKIA, "delayed", "4.4.1"));

        assertThat(outcome).isEqualTo(Outcome.NOT_FINAL);
        assertThat(room.messages()).containsExactly("decision sent 1 null");
    }

    @Test
    void staffHearWhichDisclosureNobodyWasToldOfThoughWhatItSaidIsGone() throws Exception {
        postman.deliverDue();
        UUID disclosure = UUID.randomUUID();
        Contact contact = Requests.saskia();
        DisclosureFacts facts = new DisclosureFacts(disclosure, "prifora", "PRIFORA-2026-000012", "nl", 1);
        room.queue(
                disclosure,
                new DisclosureOccasion.Made(
                        facts, contact, "Politie", "law", "authority", PostRoom.START, List.of("account")));
        postman.deliverDue();
        String id = room.database
                .rows("select id from message where kind = 'disclosure' and occasion is null")
                .get(0);
        bounce(id, "5.2.2");

        postman.deliverDue();

        assertThat(server.taken()).last().asString().contains("Subject: staff-mail-failed PRIFORA-2026-000012");
    }

    @Test
    void whatIsKeptToRecogniseTheAddressIsNoAddress() throws Exception {
        postman.deliverDue();
        bounce(id(), "5.1.1");

        String everything = String.join(
                "\n",
                room.database.rows("select m::text, encode(occasion, 'escape') from message m"
                        + " union all select s::text, '' from suppressed_address s"));

        assertThat(everything).doesNotContain("saskia", "example.org");
        assertThat(room.database.rows("select tried_address from message where receiver <> 'staff'"))
                .containsExactly(room.suppressed.hash("prifora", SASKIA));
    }
}
