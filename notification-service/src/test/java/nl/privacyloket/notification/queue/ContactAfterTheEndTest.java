package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.queue.MessageRegister.Resend;
import nl.privacyloket.notification.queue.OutTray.PaperLetter;
import org.junit.jupiter.api.Test;

/** What is told of a request whose contact was forgotten goes to a contact of its own, which goes with it. */
class ContactAfterTheEndTest {
    private final PostRoom room = new PostRoom();

    private UUID closed(Contact contact) {
        UUID request = room.withPolicy().request(contact);
        room.close(request);
        assertThat(keptOnFile()).isEqualTo("f");
        return request;
    }

    private String keptOnFile() {
        return room.database
                .rows("select contact is not null from correspondence")
                .get(0);
    }

    private String keptWithTheMessage() {
        return room.database
                .rows("select occasion is not null from message where receiver <> 'staff'")
                .get(0);
    }

    private UUID only() {
        return UUID.fromString(room.database
                .rows("select id from message where receiver <> 'staff'")
                .get(0));
    }

    private PaperLetter letter() {
        return room.run(connection -> room.outTray.find(connection, only())).orElseThrow();
    }

    private void failed(ClaimedMessage message) {
        room.run(connection -> room.sending.failed(connection, message, "smtp-550", room.clock.instant()));
    }

    private Resend resend() {
        return room.run(
                connection -> room.register.resend(connection, only(), "staff-42-pseudonym-abc", room.clock.instant()));
    }

    private void sweep() {
        room.run(connection -> {
            room.sending.forgetDone(connection, null, room.clock.instant());
            return null;
        });
    }

    private static Occasion lifting(Contact contact) {
        return new Occasion.RestrictionLifting("Uw adres klopt nu.", contact);
    }

    @Test
    void aMailGoesAndTakesTheContactWithIt() {
        UUID request = closed(Requests.saskia());
        room.queue(request, lifting(Requests.saskia()));
        ClaimedMessage message = room.claim(1).get(0);
        Contact writtenTo = room.run(
                        connection -> room.addressBook.find(connection, request, room.queue.occasion(message)))
                .map(Addressed::contact)
                .orElseThrow();

        room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));

        assertThat(writtenTo).isEqualTo(Requests.saskia());
        assertThat(keptWithTheMessage()).isEqualTo("f");
        assertThat(keptOnFile()).isEqualTo("f");
        assertThat(room.events()).containsExactly("nl.privacyloket.notification.sent.v1 restriction-lifting null");
    }

    @Test
    void aLetterIsPrintedAndTakesTheContactWithIt() {
        UUID request = closed(Requests.byPost());
        room.queue(request, lifting(Requests.byPost()));
        Contact writtenTo = room.run(
                        connection -> room.addressBook.find(connection, request, room.queue.occasion(letter())))
                .map(Addressed::contact)
                .orElseThrow();

        room.run(connection -> {
            room.outTray.posted(
                    connection,
                    room.outTray.find(connection, only()).orElseThrow(),
                    false,
                    "staff-42-pseudonym-abc",
                    room.clock.instant());
            return null;
        });

        assertThat(writtenTo).isEqualTo(Requests.byPost());
        assertThat(keptWithTheMessage()).isEqualTo("f");
        assertThat(room.events()).containsExactly("nl.privacyloket.notification.sent.v1 restriction-lifting null");
    }

    @Test
    void whatFailedCanBeSentAgainForAWhile() {
        room.queue(closed(Requests.saskia()), lifting(Requests.saskia()));
        failed(room.claim(1).get(0));
        sweep();

        Resend again = resend();

        assertThat(again).isEqualTo(Resend.QUEUED);
        assertThat(room.claim(1)).extracting(room.queue::occasion).containsExactly(lifting(Requests.saskia()));
    }

    @Test
    void whatFailedLongAgoIsGone() {
        room.queue(closed(Requests.saskia()), lifting(Requests.saskia()));
        failed(room.claim(1).get(0));
        room.clock.pass(PostRoom.FAILED_KEPT.plus(Duration.ofSeconds(1)));

        sweep();

        assertThat(keptWithTheMessage()).isEqualTo("f");
        assertThat(room.database.rows("select address_hash, subject_hashes from message join correspondence"
                        + " using (request_id) where receiver <> 'staff'"))
                .containsExactly("null null");
        assertThat(resend()).isEqualTo(Resend.GONE);
        sweep();
        assertThat(room.database.rows("select organisation, actor, object_type, object_id, outcome from"
                        + " audit_pending where action = 'messages.contents-erased'"))
                .containsExactly("prifora system:notification-service organisation prifora erased-1");
    }

    @Test
    void aMailToAnotherControllerThatFailedLongAgoIsGoneToo() {
        UUID request = closed(Requests.saskia());
        room.queue(request, new Occasion.Transfer("Fotoclub", "privacy@example.org", "Jd8sLk3vTq0W", PostRoom.START));
        failed(room.claim(1).get(0));
        room.clock.pass(PostRoom.FAILED_KEPT.plus(Duration.ofSeconds(1)));

        sweep();

        assertThat(keptWithTheMessage()).isEqualTo("f");
    }

    @Test
    void aMessageWithItsOwnContactKeepsNoOther() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, new Occasion.Transferred(PostRoom.START, Requests.saskia()));

        room.close(request);

        assertThat(keptOnFile()).isEqualTo("f");
        assertThat(room.claim(1))
                .extracting(room.queue::occasion)
                .containsExactly(new Occasion.Transferred(PostRoom.START, Requests.saskia()));
    }

    @Test
    void aRequestThatIsAnnouncedLateLeavesTheOwnContactAlone() {
        UUID request = UUID.randomUUID();
        room.withPolicy().queue(request, lifting(Requests.saskia()));
        List<ClaimedMessage> before = room.claim(1);
        room.announce(request, null);

        room.run(connection -> {
            room.sending.failUnreachable(connection, request, room.clock.instant());
            room.sending.turnToLetters(connection, request, room.clock.instant());
            return null;
        });

        assertThat(before).isEmpty();
        assertThat(room.claim(1)).extracting(ClaimedMessage::kind).containsExactly("restriction-lifting");
    }

    @Test
    void whatTurnsIntoALetterIsOnRecord() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());

        for (int times = 0; times < 2; times++) {
            room.run(connection -> {
                room.sending.turnToLetters(connection, request, room.clock.instant());
                return null;
            });
        }

        assertThat(room.database.rows("select channel, state from message")).containsExactly("letter to-print");
        assertThat(room.database.rows("select e.action, e.outcome, e.actor, e.object_type, e.request_id = m.request_id"
                        + " from audit_pending e join message m on m.id::text = e.object_id"
                        + " where e.action = 'message.turned-to-letter'"))
                .containsExactly("message.turned-to-letter done system:notification-service message t");
    }

    @Test
    void nothingOfTheContactStandsInAPlainColumn() {
        room.queue(closed(Requests.saskia()), lifting(Requests.saskia()));

        String everything =
                String.join("\n", room.database.rows("select m::text, encode(occasion, 'escape') from message m"));

        assertThat(everything).doesNotContain("Saskia", "saskia", "example.org", "3rigmO7", "Uw adres");
    }
}
