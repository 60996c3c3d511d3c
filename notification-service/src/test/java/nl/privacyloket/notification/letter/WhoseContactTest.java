package nl.privacyloket.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.TermOccasion;
import nl.privacyloket.notification.delivery.MailTransport;
import nl.privacyloket.notification.delivery.OutgoingMail;
import nl.privacyloket.notification.delivery.SendResult;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.organisation.Organisation;
import org.junit.jupiter.api.Test;

/** Of which version a letter takes the words, and of which the contact of the organisation. */
class WhoseContactTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2022, 9, 6);
    private static final LocalDate NEXT_YEAR = LocalDate.of(2027, 1, 1);
    private static final Occasion ACKNOWLEDGEMENT = new Occasion.Acknowledgement(false);
    private static final Occasion DUE_SOON = new TermOccasion.DueSoon("in-assessment", LocalDate.of(2026, 12, 22));

    private final PostRoom room = new PostRoom();

    private void platform(int version, LocalDate validFrom, String email) {
        version(version, "platform", validFrom, email);
    }

    private void website(int version, LocalDate validFrom, String email) {
        version(version, "website", validFrom, email);
    }

    private void version(int version, String scope, LocalDate validFrom, String email) {
        room.withPolicy(version, scope, validFrom, Organisations.reachedAt(email, Organisations.prifora()));
    }

    private Optional<Addressed> addressed(UUID id, Occasion occasion) {
        return room.run(connection -> room.addressBook.find(connection, id, occasion));
    }

    private String replyTo(Occasion occasion) {
        return addressed(room.request(Requests.saskia()), occasion)
                .map(Addressed::organisation)
                .map(organisation -> organisation.contact().email())
                .orElse("none");
    }

    private String staffAddress() {
        return addressed(room.request(Requests.saskia()), DUE_SOON)
                .map(letter -> letter.contact().email())
                .orElse("none");
    }

    @Test
    void aNewerVersionOfAnotherScopeChangesNothing() {
        platform(1, LONG_AGO, "platform@example.org");
        website(2, LONG_AGO, "website@example.org");

        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("platform@example.org");
        assertThat(staffAddress()).isEqualTo("platform@example.org");
    }

    @Test
    void aNewerVersionOfTheSameScopeSaysHowItIsReached() {
        platform(1, LONG_AGO, "then@example.org");
        website(2, LONG_AGO, "website@example.org");
        platform(3, LocalDate.of(2026, 11, 22), "now@example.org");

        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("now@example.org");
        assertThat(staffAddress()).isEqualTo("now@example.org");
    }

    @Test
    void aVersionOfNextYearWaitsForItsFirstDayInTheZoneOfTheOrganisation() {
        platform(1, LONG_AGO, "then@example.org");
        platform(2, NEXT_YEAR, "next-year@example.org");

        room.clock.pass(Duration.between(PostRoom.START, Instant.parse("2026-12-31T22:59:59Z")));
        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("then@example.org");
        assertThat(staffAddress()).isEqualTo("then@example.org");

        room.clock.pass(Duration.ofSeconds(1));
        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("next-year@example.org");
        assertThat(staffAddress()).isEqualTo("next-year@example.org");
    }

    @Test
    void beforeTheFirstDayOfTheFirstVersionItSpeaksForItself() {
        platform(1, NEXT_YEAR, "first@example.org");
        platform(2, NEXT_YEAR.plusYears(1), "second@example.org");

        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("first@example.org");
    }

    @Test
    void theWordsStayThoseOfTheRequestsOwnVersion() {
        platform(1, LONG_AGO, "then@example.org");
        room.withPolicy(2, "platform", LONG_AGO, Organisations.pinkweb());

        Organisation organisation = addressed(room.request(Requests.saskia()), ACKNOWLEDGEMENT)
                .orElseThrow()
                .organisation();

        assertThat(organisation.name()).isEqualTo("PRIFORA");
        assertThat(organisation.categoryName("invoices", "en")).isEqualTo("Invoices and payments");
        assertThat(organisation.backups()).isNull();
        assertThat(organisation.contact().email()).isEqualTo("privacy@pinkweb.nl");
    }

    @Test
    void aDisclosureGoesByTheScopeOfItsOwnVersion() {
        platform(1, LONG_AGO, "platform@example.org");
        website(2, LONG_AGO, "website@example.org");
        platform(3, LONG_AGO, "platform-now@example.org");
        website(4, LONG_AGO, "website-now@example.org");
        website(5, NEXT_YEAR, "website-next-year@example.org");

        assertThat(replyTo(disclosure(1))).isEqualTo("platform-now@example.org");
        assertThat(replyTo(disclosure(2))).isEqualTo("website-now@example.org");
    }

    private static Occasion disclosure(int policyVersion) {
        return new DisclosureOccasion.Made(
                new DisclosureFacts(UUID.randomUUID(), "prifora", "PRIFORA-2026-000012", "nl", policyVersion),
                Requests.saskia(),
                "Politie, eenheid Proefland",
                "authority-order",
                "authority",
                PostRoom.START,
                List.of("account"));
    }

    @Test
    void aLaterVersionStandsInForOneThatIsGoneWhenOnlyOneScopeIsKnown() {
        platform(3, LONG_AGO, "third@example.org");
        platform(4, NEXT_YEAR, "fourth@example.org");
        room.queue(room.request(Requests.saskia()), ACKNOWLEDGEMENT);

        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("third@example.org");
        assertThat(room.claim(10)).hasSize(1);
    }

    @Test
    void withTwoScopesNothingStandsInAndTheMessageWaitsForItsOwnVersion() {
        platform(3, LONG_AGO, "third@example.org");
        website(4, LONG_AGO, "website@example.org");
        room.queue(room.request(Requests.saskia()), ACKNOWLEDGEMENT);
        room.queue(UUID.randomUUID(), disclosure(2));

        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("none");
        assertThat(staffAddress()).isEqualTo("none");
        assertThat(replyTo(disclosure(2))).isEqualTo("none");
        assertThat(room.claim(10)).isEmpty();

        platform(1, LONG_AGO, "first@example.org");
        assertThat(replyTo(ACKNOWLEDGEMENT)).isEqualTo("third@example.org");
        assertThat(room.claim(10)).extracting(message -> message.kind()).containsExactly("acknowledgement");
    }

    @Test
    void aScopeThatBecomesKnownBetweenClaimAndLetterFailsNoMessage() throws Exception {
        platform(3, LONG_AGO, "third@example.org");
        room.queue(room.request(Requests.saskia()), ACKNOWLEDGEMENT);
        room.queue(room.request(Requests.saskia()), ACKNOWLEDGEMENT);
        MailTransport transport = new MailTransport() {
            @Override
            public SendResult send(OutgoingMail mail) {
                website(4, LONG_AGO, "website@example.org");
                return new SendResult.Accepted();
            }

            @Override
            public void close() {}
        };

        room.postman(transport).deliverDue();

        assertThat(room.messages())
                .containsExactly("acknowledgement sent 1 null", "acknowledgement queued 1 not-written");
    }
}
