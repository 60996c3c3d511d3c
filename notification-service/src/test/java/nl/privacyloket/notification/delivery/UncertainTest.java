package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Whim;
import nl.privacyloket.notification.queue.ClaimedMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails of which it is not known whether they arrived. */
class UncertainTest {
    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private final MailTransport transport = room.relays(server.port()).transport();
    private final Postman postman = room.postman(transport);

    @BeforeEach
    void someoneIsToConfirm() {
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    @Test
    void howOftenAMailMayHaveArrivedTwiceIsOnRecord() throws Exception {
        server.will(Whim.TAKE_AND_DROP);
        postman.deliverDue();
        room.clock.pass(PostRoom.RETRY);
        begin();
        room.clock.pass(PostRoom.LEASE);

        postman.deliverDue();

        assertThat(room.database.rows("select state, uncertain from message")).containsExactly("sent 2");
    }

    private void breakOffFiveTimes() throws Exception {
        server.will(Collections.nCopies(5, Whim.TAKE_AND_DROP).toArray(Whim[]::new));
        for (int round = 0; round < 6; round++) {
            postman.deliverDue();
            room.clock.pass(PostRoom.RETRY);
        }
    }

    /** As a worker does that then dies. */
    private void begin() {
        ClaimedMessage message = room.claim(10).get(0);
        room.run(connection -> room.sending.hold(
                connection,
                message,
                null,
                room.clock.instant(),
                room.clock.instant().plus(PostRoom.LEASE)));
    }

    @Test
    void whatMayHaveArrivedFiveTimesGoesNoMoreAndStaffHear() throws Exception {
        breakOffFiveTimes();

        assertThat(server.taken()).filteredOn(mail -> mail.contains("saskia")).hasSize(5);
        assertThat(room.messages()).containsExactly("confirmation failed 5 unknown-smtp-connection-lost");
        assertThat(room.staffMail()).containsExactly("staff-mail-failed sent");
        assertThat(room.counts.neverKnown()).isEqualTo(1);
    }

    @Test
    void whatFiveWorkersDiedWithGoesNoMore() throws Exception {
        for (int worker = 0; worker < 5; worker++) {
            begin();
            room.clock.pass(PostRoom.LEASE);
        }

        postman.deliverDue();

        assertThat(server.taken()).isEmpty();
        assertThat(room.messages()).containsExactly("confirmation failed 6 unknown-taken-over");
    }

    @Test
    void whatWorkersDiedWithBeforeTheyBeganItGoesOn() throws Exception {
        for (int worker = 0; worker < 6; worker++) {
            room.claim(10);
            room.clock.pass(PostRoom.LEASE);
        }

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation sent 7 null");
        assertThat(room.database.rows("select uncertain from message")).containsExactly("0");
    }

    @Test
    void whatStaffAskForAgainHasAllItsTries() throws Exception {
        breakOffFiveTimes();
        UUID message = UUID.fromString(room.database
                .rows("select id from message where receiver <> 'staff'")
                .get(0));
        room.run(connection ->
                room.register.resend(connection, message, "p-1f2e-pseudonym-abcde", room.clock.instant()));
        server.will(Whim.TAKE_AND_DROP);

        postman.deliverDue();

        assertThat(room.messages()).containsExactly("confirmation queued 1 smtp-connection-lost");
    }
}
