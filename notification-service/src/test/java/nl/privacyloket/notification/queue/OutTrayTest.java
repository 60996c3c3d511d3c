package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.queue.MessageRegister.Resend;
import nl.privacyloket.notification.queue.OutTray.PaperLetter;
import org.junit.jupiter.api.Test;

class OutTrayTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PostRoom room = new PostRoom();

    private UUID only() {
        return UUID.fromString(room.database.rows("select id from message").get(0));
    }

    private PaperLetter letter(UUID id) {
        return room.run(connection -> room.outTray.find(connection, id)).orElseThrow();
    }

    private void post(UUID id, boolean keep) {
        room.run(connection -> {
            room.outTray.posted(
                    connection,
                    room.outTray.find(connection, id).orElseThrow(),
                    keep,
                    "staff-42-pseudonym-abc",
                    room.clock.instant());
            return null;
        });
    }

    @Test
    void whoHasNoMailAddressGetsALetter() {
        UUID request = room.withPolicy().request(Requests.byPost());

        room.queue(request, PostRoom.decision());

        assertThat(room.messages()).containsExactly("decision to-print 0 null");
        assertThat(room.claim(10)).isEmpty();
        assertThat(letter(only()).state()).isEqualTo(MessageState.TO_PRINT);
        assertThat(room.queue.occasion(letter(only()))).isEqualTo(PostRoom.decision());
    }

    @Test
    void aLetterThatIsPostedIsToldAsAMailThatWasSent() {
        room.queue(room.withPolicy().request(Requests.byPost()), PostRoom.decision());
        room.clock.pass(MINUTE);

        post(only(), false);

        assertThat(room.messages()).containsExactly("decision sent 1 null");
        assertThat(room.events()).containsExactly("nl.privacyloket.notification.sent.v1 decision null");
        assertThat(room.audit())
                .containsExactly(
                        "system:notification-service message.queued message decision",
                        "staff-42-pseudonym-abc message.posted message done");
        assertThat(room.database.rows("select occasion is null, settled_at - created_at from message"))
                .containsExactly("t 00:01:00");
    }

    @Test
    void theContactStaysUntilTheLetterIsPosted() {
        UUID request = room.withPolicy().request(Requests.byPost());
        room.queue(request, PostRoom.decision());
        room.close(request);
        List<String> before = room.database.rows("select contact is null from correspondence");

        post(only(), false);

        assertThat(before).containsExactly("f");
        assertThat(room.database.rows("select contact is null from correspondence"))
                .containsExactly("t");
    }

    @Test
    void aLetterThatWasLostIsPrintedAgain() {
        room.queue(room.withPolicy().request(Requests.byPost()), new Occasion.Acknowledgement(false));
        post(only(), true);

        Resend again = room.run(
                connection -> room.register.resend(connection, only(), "staff-42-pseudonym-abc", room.clock.instant()));

        assertThat(again).isEqualTo(Resend.QUEUED);
        assertThat(room.messages()).containsExactly("acknowledgement to-print 0 null");
    }

    @Test
    void aMailIsNoLetter() {
        room.queue(room.withPolicy().request(Requests.saskia()), new Occasion.Confirmation());

        Optional<PaperLetter> found = room.run(connection -> room.outTray.find(connection, only()));

        assertThat(found).isEmpty();
    }

    @Test
    void whoHasNeitherAddressIsReported() {
        Contact nowhere = new Contact("Nel Nergens", " ", null, "3rigmO7t2UAa3_rPtv-ETk", "\n", null);

        room.queue(UUID.randomUUID(), disclosureTo(nowhere));

        assertThat(room.messages()).containsExactly("disclosure failed 0 no-address");
        assertThat(room.events()).containsExactly("nl.privacyloket.notification.failed.v1 disclosure no-address");
    }

    @Test
    void aLookIsOnRecord() {
        room.queue(room.withPolicy().request(Requests.byPost()), PostRoom.decision());

        room.run(connection -> {
            room.outTray.printed(
                    connection,
                    room.outTray.find(connection, only()).orElseThrow(),
                    "staff-42-pseudonym-abc",
                    room.clock.instant());
            return null;
        });

        assertThat(room.audit()).last().isEqualTo("staff-42-pseudonym-abc message.printed message done");
    }

    @Test
    void whatADisclosureSaysGoesWhenItsMailFailedLongAgo() {
        room.withPolicy().queue(UUID.randomUUID(), disclosureTo(Requests.saskia()));
        ClaimedMessage message = room.claim(1).get(0);
        room.run(connection -> room.sending.failed(connection, message, "smtp-550", room.clock.instant()));
        List<String> before = room.database.rows("select occasion is null from message where receiver <> 'staff'");
        room.clock.pass(PostRoom.FAILED_KEPT.plus(MINUTE));

        room.run(connection -> {
            room.sending.forgetDone(connection, null, room.clock.instant());
            return null;
        });

        assertThat(before).containsExactly("f");
        assertThat(room.database.rows("select occasion is null from message where receiver <> 'staff'"))
                .containsExactly("t");
    }

    @Test
    void nothingOfADisclosureOrATransferStandsInAPlainColumn() {
        room.withPolicy().queue(UUID.randomUUID(), disclosureTo(Requests.saskia()));
        room.queue(
                room.request(Requests.byPost()),
                new Occasion.Transfer("Fotoclub", "privacy@example.org", "Jd8sLk3vTq0W", PostRoom.START));

        String everything = String.join(
                "\n",
                room.database.rows("select m::text, encode(occasion, 'escape') from message m union all "
                        + "select c::text, encode(contact, 'escape') from correspondence c"));

        assertThat(everything)
                .doesNotContain("Saskia", "example.org", "Politie", "Fotoclub", "Jd8sLk3vTq0W", "Proefstraat", "Harm");
    }

    private static Occasion disclosureTo(Contact contact) {
        return new DisclosureOccasion.Made(
                new DisclosureFacts(UUID.randomUUID(), "prifora", "PRIFORA-2026-000012", "nl", 1),
                contact,
                "Politie",
                "authority-order",
                "authority",
                Instant.parse("2026-11-30T11:00:00Z"),
                List.of("account"));
    }
}
