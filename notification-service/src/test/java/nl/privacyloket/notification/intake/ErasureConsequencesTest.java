package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.fixture.PostRoom.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.RecipientNotice;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.fixture.MailingLists;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.queue.ClaimedMessage;
import nl.privacyloket.notification.queue.MessageRegister.Resend;
import nl.privacyloket.notification.subscriber.Enrolment;
import nl.privacyloket.notification.subscriber.Subscription;
import nl.privacyloket.notification.subscriber.Subscription.Consent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An erasure that ended reaches the person's subscriptions, and what lies here to be sent. */
class ErasureConsequencesTest extends SaskiasRequests {
    private static final String HER_NAME = "Saskia";
    private static final String HER_NUMBER = MailingLists.hash("prifora", "customer-number", "C-1042");

    private void closed(UUID id, String right, String outcome, String hashes) {
        arrives("closed.v1", """
                {"requestId": "%s", "right": "%s", "outcome": "%s", "closedAt": "2026-11-22T10:00:00Z", "verdicts": [],
                 "subjectHashes": %s}
                """.formatted(id, right, outcome, hashes));
    }

    private UUID requestOf(Contact contact, Occasion occasion) {
        UUID id = room.request(contact);
        if (occasion != null) {
            room.queue(id, occasion);
        }
        return id;
    }

    /** Closed yesterday, whatever is still to be sent. */
    private void wasClosed(UUID id) {
        room.run(connection -> {
            room.correspondences.close(connection, id, "prifora", START.minusSeconds(86_400));
            return null;
        });
    }

    private static Occasion decision() {
        return new Occasion.Decision(Outcome.REFUSED, "excessive", "Omdat Saskia te vaak vroeg.");
    }

    private static DisclosureOccasion disclosure(Contact contact) {
        return new DisclosureOccasion.Made(
                new DisclosureFacts(UUID.randomUUID(), "prifora", "PRIFORA-2026-D1", "nl", 1),
                contact,
                "Politie",
                "authority",
                "authority",
                START,
                List.of("account"));
    }

    private UUID disclosed(Contact contact) {
        DisclosureOccasion occasion = disclosure(contact);
        UUID id = occasion.facts().disclosureId();
        room.queue(id, occasion);
        return id;
    }

    private void fails(String kind) {
        for (ClaimedMessage message : room.claim(10)) {
            if (message.kind().equals(kind)) {
                room.run(connection -> room.sending.failed(connection, message, "smtp-550", START.minusSeconds(60)));
            } else {
                room.run(connection -> {
                    room.sending.release(connection, message);
                    return null;
                });
            }
        }
    }

    /** Everything that is kept, in the clear. */
    private List<String> kept() {
        FieldCipher cipher = Keys.cipher();
        List<String> kept = new ArrayList<>();
        room.run(connection -> {
            read(connection.createStatement(), "select id, occasion from message", "message", "occasion", cipher, kept);
            read(
                    connection.createStatement(),
                    "select request_id, contact from correspondence",
                    "correspondence",
                    "contact",
                    cipher,
                    kept);
            read(connection.createStatement(), "select id, email from subscriber", "subscriber", "email", cipher, kept);
            return null;
        });
        for (String table : List.of("message", "correspondence", "subscriber", "ended_purpose", "outbox")) {
            kept.addAll(room.database.rows("select row_to_json(t) from " + table + " t"));
        }
        kept.addAll(room.database.rows("select convert_from(data, 'UTF8') from outbox"));
        return kept;
    }

    private static void read(
            Statement statement, String sql, String table, String column, FieldCipher cipher, List<String> kept)
            throws Exception {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (rows.getBytes(2) != null) {
                    String context = "notification." + table + "/" + rows.getString(1) + "/" + column;
                    kept.add(table + ": "
                            + new String(cipher.decryptBytes(context, rows.getBytes(2)), StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void aClosedRequestOnPaperIsFoundByTheCustomerNumber() {
        UUID paper = UUID.randomUUID();
        Contact byPost = new Contact("Saskia", null, null, "token", "Proefdam 1", null);
        room.announce(paper, byPost, List.of(HER_NUMBER));
        room.queue(paper, decision());
        wasClosed(paper);

        closed(UUID.randomUUID(), "erasure", "granted", hashes(HER_NUMBER));

        assertThat(room.database.rows("select state, last_failure from message where kind = 'decision'"))
                .containsExactly("withdrawn erased");
        assertThat(room.database.rows("select contact is null from correspondence where request_id = '" + paper + "'"))
                .containsExactly("t");
    }

    @Test
    void whoIsErasedTakesNothingFromTheChildThatTheyWriteFor() {
        UUID childs = UUID.randomUUID();
        room.announce(childs, Requests.saskia(), List.of(MailingLists.hash("prifora", "e-mail", "kim@example.org")));
        room.queue(childs, decision());
        wasClosed(childs);

        closed(UUID.randomUUID(), "erasure", "granted", hashes(HER_HASH));
        List<String> afterTheGuardian = room.database.rows("select state from message where kind = 'decision'");
        closed(
                UUID.randomUUID(),
                "erasure",
                "granted",
                hashes(MailingLists.hash("prifora", "e-mail", "kim@example.org")));

        assertThat(afterTheGuardian).containsExactly("queued");
        assertThat(room.database.rows("select state from message where kind = 'decision'"))
                .containsExactly("withdrawn");
    }

    @Test
    void staffHearOfAnAnswerThatAnErasureKeptBack() {
        UUID earlier = requestOf(Requests.saskia(), decision());
        wasClosed(earlier);

        closed(UUID.randomUUID(), "erasure", "granted", hashes(HER_HASH));

        assertThat(room.database.rows("select kind, request_id from message where receiver = 'staff'"))
                .containsExactly("staff-mail-failed " + earlier);
    }

    @Test
    void anErasureLeavesNothingOfThePersonOnceItsLastMailHasGone() {
        saskiaSubscribes();
        wasClosed(requestOf(Requests.saskia(), decision()));
        UUID failed = requestOf(Requests.saskia(), decision());
        wasClosed(failed);
        disclosed(Requests.saskia());
        fails("decision");
        disclosed(Requests.saskia());
        UUID erasure = requestOf(Requests.saskia(), null);
        assertThat(kept()).anySatisfy(text -> assertThat(text).contains(HER_ADDRESS));

        closed(erasure, "erasure", "granted", hashes(HER_HASH));
        assertThat(kept().stream().filter(text -> text.contains(HER_ADDRESS)))
                .as("the erasure itself is still to be answered")
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).startsWith("correspondence"));
        for (ClaimedMessage message : room.claim(10)) {
            room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));
        }

        assertThat(kept())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContain(HER_ADDRESS).doesNotContain(HER_NAME));
        assertThat(room.database.rows("select count(*) from correspondence where subject_hashes is not null"))
                .containsExactly("0");
        assertThat(room.database.rows("select count(*) from message where address_hash is not null"))
                .containsExactly("0");
        assertThat(purposes()).isEmpty();
    }

    @Test
    void whatWaitsIsWithdrawnAndOthersAreTold() {
        wasClosed(requestOf(Requests.saskia(), decision()));
        disclosed(Requests.saskia());
        UUID erasure = requestOf(Requests.saskia(), null);

        closed(erasure, "erasure", "partly-granted", hashes(HER_HASH));

        assertThat(room.messages())
                .containsExactly(
                        "decision withdrawn 0 erased", "disclosure withdrawn 0 erased", "completion queued 0 null");
        assertThat(room.events())
                .containsExactlyInAnyOrder(
                        "nl.privacyloket.notification.failed.v1 decision erased",
                        "nl.privacyloket.notification.failed.v1 disclosure erased");
        assertThat(room.audit())
                .contains(
                        "system:notification-service message.withdrawn message erased",
                        "system:notification-service contact.erased request done");
    }

    @Test
    void whatWasSentSaysNothingAnyMore() {
        UUID told = requestOf(Requests.saskia(), decision());
        ClaimedMessage mail = room.claim(1).get(0);
        room.run(connection -> room.sending.sent(connection, mail, true, room.clock.instant()));
        wasClosed(told);
        List<String> before = room.database.rows("select kind, occasion is null from message");
        UUID erasure = requestOf(Requests.saskia(), null);

        closed(erasure, "erasure", "granted", hashes(HER_HASH));

        assertThat(before).containsExactly("decision f");
        assertThat(room.database.rows("select occasion is null from message where kind = 'decision'"))
                .containsExactly("t");
        assertThat(room.audit()).containsOnlyOnce("system:notification-service message.erased message done");
    }

    @Test
    void whatIsUnderWayIsNotTriedAgainAndSaysThatItMayHaveArrived() {
        wasClosed(requestOf(Requests.saskia(), decision()));
        ClaimedMessage underWay = room.claim(1).get(0);
        UUID erasure = requestOf(Requests.saskia(), null);

        closed(erasure, "erasure", "granted", hashes(HER_HASH));

        assertThat(room.messages())
                .containsExactly("decision withdrawn 1 erased-while-sending", "completion queued 0 null");
        assertThat(room.<Boolean>run(connection ->
                        room.sending.deferred(connection, underWay, "smtp-451", false, room.clock.instant())))
                .isFalse();
        assertThat(room.<Boolean>run(connection ->
                        room.sending.hold(connection, underWay, HER_HASH, room.clock.instant(), room.clock.instant())))
                .isFalse();
    }

    @Test
    void whatWasWithdrawnCannotBeSentAgain() {
        wasClosed(requestOf(Requests.saskia(), decision()));
        UUID withdrawn =
                UUID.fromString(room.database.rows("select id from message").get(0));
        closed(requestOf(Requests.saskia(), null), "erasure", "granted", hashes(HER_HASH));

        Resend resend = room.run(connection ->
                room.register.resend(connection, withdrawn, "staff-42-pseudonym-abc", room.clock.instant()));

        assertThat(resend).isEqualTo(Resend.GONE);
    }

    @Test
    void anOpenRequestKeepsWhatItTakesToAnswerIt() {
        UUID open = requestOf(Requests.saskia(), decision());
        room.queue(open, new Occasion.RestrictionLifting("Omdat het weer mag.", Requests.saskia()));

        closed(requestOf(Requests.saskia(), null), "erasure", "granted", hashes(HER_HASH));

        assertThat(room.messages())
                .containsExactly(
                        "decision queued 0 null", "restriction-lifting queued 0 null", "completion queued 0 null");
        assertThat(room.<Optional<Contact>>run(connection -> room.correspondences.contact(connection, open)))
                .contains(Requests.saskia());
    }

    @Test
    void othersKeepTheirs() {
        Contact harm = Requests.at("harm.proef@example.org");
        wasClosed(requestOf(harm, decision()));
        disclosed(harm);

        closed(requestOf(Requests.saskia(), null), "erasure", "granted", hashes(HER_HASH));

        assertThat(room.messages())
                .containsExactly("decision queued 0 null", "disclosure queued 0 null", "completion queued 0 null");
    }

    @Test
    void recipientsStillHearThatTheyMustErase() {
        UUID earlier = requestOf(Requests.saskia(), null);
        room.queue(
                earlier,
                new RecipientNotice(
                        UUID.randomUUID(),
                        "erase",
                        "Verzender",
                        "privacy@verzender.example",
                        List.of(new RecipientNotice.Item("e-mail", HER_ADDRESS)),
                        List.of("account"),
                        List.of()));
        wasClosed(earlier);

        closed(requestOf(Requests.saskia(), null), "erasure", "granted", hashes(HER_HASH));

        assertThat(room.messages()).containsExactly("recipient-notice queued 0 null", "completion queued 0 null");
        for (ClaimedMessage message : room.claim(10)) {
            room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));
        }
        assertThat(kept()).allSatisfy(text -> assertThat(text).doesNotContain(HER_ADDRESS));
    }

    @ParameterizedTest
    @CsvSource({"erasure, refused", "erasure, withdrawn", "access, granted"})
    void otherEndsReachNothing(String right, String outcome) {
        saskiaSubscribes();
        wasClosed(requestOf(Requests.saskia(), decision()));

        closed(requestOf(Requests.saskia(), null), right, outcome, hashes(HER_HASH));

        assertThat(room.messages()).first().isEqualTo("decision queued 0 null");
        assertThat(purposes()).hasSize(1);
    }

    @Test
    void theSameAddressAtAnotherOrganisationHasAnotherHash() {
        assertThat(MailingLists.hash("pinkweb", "e-mail", HER_ADDRESS)).isNotEqualTo(HER_HASH);
    }

    @Test
    void anErasureThatIsHeardOfLateSparesWhoHasAgreedSince() {
        Subscription again = new Subscription(
                "C-1042",
                HER_ADDRESS,
                "nl",
                Set.of("newsletter"),
                List.of(HER_HASH, MailingLists.hash("prifora", "subscriber", "C-1042")),
                new Consent("account-page", START.plusSeconds(1)));
        room.run(connection ->
                new Enrolment(subscribers).store(connection, "prifora", again, "crm-system-pseudonym-1", START));

        closed(requestOf(Requests.saskia(), null), "erasure", "granted", hashes(HER_HASH));

        assertThat(purposes()).containsExactly("newsletter,policy-change");
    }
}
