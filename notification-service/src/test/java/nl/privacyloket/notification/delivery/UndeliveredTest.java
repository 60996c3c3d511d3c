package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import nl.privacyloket.notification.suppression.SuppressedAddresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows when a mail cannot be delivered for good. */
class UndeliveredTest {
    private static final String FAILED = "nl.privacyloket.notification.failed.v1";

    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();
    private final Postman postman = room.postman(transport);
    private UUID request;

    @BeforeEach
    void someoneIsToConfirm() {
        request = room.request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    @Test
    void staffHearOfWhatFailed() throws Exception {
        server.will(Whim.REFUSE_AFTER_DATA);
        postman.deliverDue();

        postman.deliverDue();

        assertThat(room.staffMail()).containsExactly("staff-mail-failed sent");
        assertThat(server.taken()).singleElement().asString().contains("To: info@prifora.com");
    }

    @Test
    void aMailToStaffThatFailsIsToldToNobody() throws Exception {
        server.will(Whim.REFUSE_AFTER_DATA, Whim.REFUSE_AFTER_DATA);
        postman.deliverDue();

        postman.deliverDue();

        assertThat(room.staffMail()).containsExactly("staff-mail-failed failed");
    }

    @Test
    void staffHearAgainWhenWhatTheySentAgainFailed() throws Exception {
        server.will(Whim.REFUSE_AFTER_DATA, Whim.TAKE, Whim.REFUSE_AFTER_DATA);
        postman.deliverDue();
        postman.deliverDue();
        resend();
        postman.deliverDue();

        postman.deliverDue();

        assertThat(room.staffMail()).containsExactly("staff-mail-failed sent", "staff-mail-failed sent");
    }

    private void resend() {
        UUID message = UUID.fromString(room.database
                .rows("select id from message where receiver <> 'staff'")
                .get(0));
        room.run(connection ->
                room.register.resend(connection, message, "p-1f2e-pseudonym-abcde", room.clock.instant()));
    }

    @Test
    void nothingGoesToAnAddressThatTheServerSaysIsNone() throws Exception {
        server.will(Whim.REFUSE_RECIPIENT);
        postman.deliverDue();
        room.queue(request, PostRoom.decision());

        postman.deliverDue();

        assertThat(room.messages())
                .containsExactly("confirmation failed 1 smtp-550-5.1.1", "decision failed 1 suppressed");
        assertThat(room.events())
                .contains("nl.privacyloket.notification.suppressed.v1 decision null")
                .doesNotContain(FAILED + " decision suppressed");
        assertThat(room.audit()).contains("system:notification-service message.suppressed message done");
        assertThat(room.database.rows("select reason, status from suppressed_address"))
                .containsExactly("bounced 5.1.1");
        assertThat(server.taken()).singleElement().asString().contains("To: info@prifora.com");
    }

    @Test
    void whatStaffSendAgainGoesToASuppressedAddressAllTheSame() throws Exception {
        server.will(Whim.REFUSE_RECIPIENT);
        postman.deliverDue();
        resend();

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation sent 1 null");
        assertThat(room.database.rows("select count(*) from suppressed_address"))
                .containsExactly("1");
    }

    @Test
    void anotherOrganisationsSuppressedAddressIsWrittenTo() throws Exception {
        room.run(connection -> room.suppressed.suppress(
                connection,
                "pinkweb",
                room.suppressed.hash("pinkweb", "saskia.voorbeeld@example.org"),
                SuppressedAddresses.Reason.UNWANTED,
                null,
                "p-1f2e-pseudonym-abcde",
                room.clock.instant()));

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation sent 1 null");
    }
}
