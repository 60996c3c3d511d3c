package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Organisation.Retention;
import nl.privacyloket.notification.queue.MessageRegister.Resend;
import org.junit.jupiter.api.Test;

class MessageRetentionTest {
    private final PostRoom room = new PostRoom();
    private final MessageRetention retention = new MessageRetention(room.organisations);

    private void sweep() {
        room.run(connection -> {
            retention.sweep(connection, room.clock.instant());
            return null;
        });
    }

    private void send() {
        for (ClaimedMessage message : room.claim(10)) {
            room.run(connection -> room.sending.hold(
                    connection,
                    message,
                    "a-hash",
                    room.clock.instant(),
                    room.clock.instant().plus(PostRoom.LEASE)));
            boolean keep = !room.queue.occasion(message).goesWhenSent();
            room.run(connection -> room.sending.sent(connection, message, keep, room.clock.instant()));
        }
    }

    private void disclosureMade() {
        UUID id = UUID.randomUUID();
        DisclosureFacts facts = new DisclosureFacts(id, "prifora", "PRIFORA-2026-000012", "nl", 1);
        room.queue(
                id,
                new DisclosureOccasion.Made(
                        facts, Requests.saskia(), "Politie", "law", "authority", PostRoom.START, List.of("account")));
    }

    private static Organisation keeping(Period... periods) {
        Organisation plain = Organisations.prifora();
        return new Organisation(
                plain.name(),
                plain.contact(),
                plain.zone(),
                plain.languages(),
                plain.complaint(),
                plain.warnings(),
                plain.purposes(),
                plain.categories(),
                plain.identity(),
                plain.backups(),
                List.of(periods).stream()
                        .map(period -> new Retention("request-file", period))
                        .toList());
    }

    private List<String> kinds() {
        return room.database.rows("select kind from message order by place");
    }

    @Test
    void whatAMailSaidGoesWhenItCanNoLongerComeBack() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        send();
        room.clock.pass(PostRoom.CONTENT_KEPT.minusSeconds(1));
        sweep();
        List<String> before = room.database.rows("select occasion is null from message");
        room.clock.pass(Duration.ofSeconds(1));

        sweep();

        assertThat(before).containsExactly("f");
        assertThat(room.database.rows("select occasion is null from message")).containsExactly("t");
        sweep();
        assertThat(room.database.rows("select organisation, actor, object_type, object_id, outcome from"
                        + " audit_pending where action = 'messages.contents-erased'"))
                .containsExactly("prifora system:notification-service organisation prifora erased-1");
    }

    @Test
    void whatCanBeAskedForAgainStaysWithTheContact() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());
        send();
        room.clock.pass(Duration.ofDays(90));

        sweep();

        assertThat(room.database.rows("select occasion is null from message")).containsExactly("f");
    }

    @Test
    void whatIsToBeSentAgainKeepsWhatItSays() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        send();
        UUID id = UUID.fromString(room.database.rows("select id from message").get(0));
        Resend resend = room.run(
                connection -> room.register.resend(connection, id, "p-1f2e-pseudonym-abcde", room.clock.instant()));
        room.clock.pass(PostRoom.CONTENT_KEPT.multipliedBy(2));

        sweep();

        assertThat(resend).isEqualTo(Resend.QUEUED);
        assertThat(room.claim(1)).extracting(room.queue::occasion).containsExactly(PostRoom.decision());
    }

    @Test
    void whatAMailSaidGoesWithTheContactWhenTheRequestIsClosed() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        send();

        room.close(request);

        assertThat(room.database.rows("select occasion is null, contact is null from message, correspondence"))
                .containsExactly("t t");
    }

    @Test
    void whatWentWithTheContactIsNotCountedAgainWhenItsTimeIsOver() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        send();
        room.close(request);
        List<String> atTheEnd = room.database.rows("select content_until from message");
        // As an earlier version of this service left it.
        room.database.run("update message set content_until = settled_at");

        sweep();

        assertThat(atTheEnd).containsExactly("null");
        assertThat(room.database.rows("select content_until from message")).containsExactly("null");
        assertThat(room.audit()).noneMatch(entry -> entry.contains("messages.contents-erased"));
    }

    @Test
    void byWhatAnAddressWasRecognisedGoesWhenNoReportIsBelievedAnyMore() {
        room.queue(room.withPolicy().request(Requests.saskia()), PostRoom.decision());
        send();
        room.clock.pass(Duration.ofDays(30).minusSeconds(1));
        sweep();
        List<String> before = room.database.rows("select tried_address from message");
        room.clock.pass(Duration.ofSeconds(1));

        sweep();

        assertThat(before).containsExactly("a-hash");
        assertThat(room.database.rows("select tried_address from message")).containsExactly("null");
    }

    @Test
    void aMessageAboutADisclosureGoesByTheOrganisationsOwnRule() {
        room.withPolicy(1, "platform", LocalDate.of(2022, 9, 6), keeping(Period.ofMonths(3), Period.ofYears(1)));
        disclosureMade();
        send();
        room.clock.pass(Duration.ofDays(364));
        sweep();
        List<String> before = kinds();
        room.clock.pass(Duration.ofDays(1));

        sweep();

        assertThat(before).containsExactly("disclosure");
        assertThat(kinds()).isEmpty();
        assertThat(room.audit()).last().isEqualTo("system:notification-service messages.erased organisation erased-1");
    }

    @Test
    void withoutARuleItGoesAfterTwoYears() {
        room.withPolicy();
        disclosureMade();
        send();
        room.clock.pass(Duration.ofDays(730));
        sweep();
        List<String> before = kinds();
        room.clock.pass(Duration.ofDays(1));

        sweep();

        assertThat(before).containsExactly("disclosure");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aMessageAboutARequestGoesWithItsFileAndNotBefore() {
        room.queue(room.withPolicy().request(Requests.saskia()), PostRoom.decision());
        send();
        room.clock.pass(Duration.ofDays(5000));

        sweep();

        assertThat(kinds()).containsExactly("decision");
    }

    @Test
    void whatWasNeverSentIsNotLost() {
        disclosureMade();
        room.clock.pass(Duration.ofDays(5000));

        sweep();

        assertThat(kinds()).containsExactly("disclosure");
    }
}
