package nl.privacyloket.notification.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What organisations promise to write, from the fact on the topic to the mail in the box. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class PromiseLettersQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "3rigmO7t2UAa3_rPtv-ETkNtmwMEnXEVwgzMvGn49DA";

    private static Broker broker;

    @Inject
    DataSource dataSource;

    @BeforeAll
    static void policiesArePublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "prifora", 1, Organisations.prifora());
        Story.policy(broker, "primoforum", 1, Organisations.primoforum());
        Story.policy(broker, "pinkweb", 1, Organisations.pinkweb());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    /** A story that is past its confirmation, so that the next mail is about what happens next. */
    private static Story inAssessment(String organisation, String right) throws Exception {
        Story story = new Story(broker, organisation, right);
        return story.received("nl", contact(story), "in-assessment", Map.of());
    }

    private static Map<String, Object> contact(Story story) {
        return Map.of("name", "Saskia Voorbeeld", "email", story.email(), "statusToken", TOKEN);
    }

    private static ReceivedMail lastMail(Story story, int number) {
        return lastMail(story.email(), number);
    }

    private static ReceivedMail lastMail(String address, int number) {
        await().atMost(PATIENCE)
                .until(() -> Surroundings.mail().mailbox().to(address).size() >= number);
        List<ReceivedMail> mails = Surroundings.mail().mailbox().to(address);
        assertThat(mails).hasSize(number);
        return mails.get(number - 1);
    }

    /** Without the line breaks that a width of 72 columns brings. */
    private static String words(ReceivedMail mail) {
        return mail.text().replaceAll("\\s+", " ");
    }

    @Test
    @DisplayName("PF-7 Who showed too much of an identity document hears what, and that nothing was kept")
    void aCopyThatShowsTooMuchIsExplained() throws Exception {
        Story story = inAssessment("primoforum", "access");

        story.fact("identity-copy-refused", Map.of("findings", List.of("bsn", "mrz", "document-number")));

        assertThat(words(lastMail(story, 2)))
                .contains(
                        "Uw burgerservicenummer (BSN) is nog te lezen.",
                        "De regels met tekens onderaan (de MRZ) zijn nog te lezen.",
                        "Het nummer van het document is nog te lezen.",
                        "Wij hebben de kopie niet bewaard.",
                        "- uw pasfoto - uw burgerservicenummer (BSN) - het nummer van het document",
                        "https://privacy.example.org/status/#id=" + story.id() + "&token=" + TOKEN)
                .doesNotContain("De kopie is niet te lezen");
    }

    @Test
    @DisplayName("PF-7 The copy is asked for on the private page, with what has to be black")
    void theCopyIsUploadedAndNotMailed() throws Exception {
        Story story = new Story(broker, "primoforum", "access");

        story.received(
                "nl",
                Map.of("name", "Saskia Voorbeeld", "email", story.email(), "statusToken", TOKEN),
                "awaiting-identity",
                Map.of());

        assertThat(words(lastMail(story, 1)))
                .contains("uw pasfoto", "de regels met tekens onderaan (de MRZ)")
                .contains("Upload de kopie op uw persoonlijke pagina.")
                .doesNotContain("stuur de kopie mee");
    }

    @Test
    @DisplayName("PF-9 The answer names the Autoriteit Persoonsgegevens")
    void theAnswerNamesTheSupervisoryAuthority() throws Exception {
        Story story = inAssessment("primoforum", "access").granted();

        assertThat(words(lastMail(story, 2)))
                .contains(
                        "een klacht indienen bij de toezichthouder: Autoriteit Persoonsgegevens",
                        "https://www.autoriteitpersoonsgegevens.nl");
    }

    @Test
    @DisplayName("PW-9, PW-13 A refusal says why and where to complain")
    void aRefusalSaysWhyAndWhereToComplain() throws Exception {
        Story story = inAssessment("pinkweb", "access").refused("U vroeg dit al drie keer deze maand.");

        assertThat(words(lastMail(story, 2)))
                .contains(
                        "Ons besluit: wij doen niet wat u vraagt.",
                        "Een verzoek dat te veel vraagt",
                        "> U vroeg dit al drie keer deze maand.",
                        "Autoriteit Persoonsgegevens");
    }

    @Test
    @DisplayName("PW-9, PR-6 An extension says until when, why, and where to complain")
    void anExtensionSaysUntilWhenAndWhy() throws Exception {
        Story story = inAssessment("pinkweb", "access");

        story.fact(
                "extended",
                Map.of(
                        "extendedOn", "2027-02-22",
                        "statutoryDueOn", "2026-12-22",
                        "alarmOn", "2027-02-22",
                        "dueOn", "2027-02-22",
                        "reason", Story.sealed(Map.of("reason", "Uw dossier is groot."))));

        assertThat(words(lastMail(story, 2)))
                .contains(
                        "U krijgt het uiterlijk op 22 februari 2027.",
                        "(artikel 12, lid 3, AVG)",
                        "> Uw dossier is groot.",
                        "Autoriteit Persoonsgegevens",
                        "En u kunt naar de rechtbank gaan.")
                .doesNotContain("zes weken");
    }

    @Test
    @DisplayName("PR-7 Complaint: first the organisation, then the authority, or the court")
    void complaintsHaveTheirOrder() throws Exception {
        Story story = inAssessment("prifora", "access").refused("Omdat het zo is.");

        assertThat(words(lastMail(story, 2)))
                .containsSubsequence(
                        "Laat het dan eerst aan PRIFORA weten.", "Autoriteit Persoonsgegevens", "de rechtbank");
    }

    @Test
    @DisplayName("PR-4 Who asked for it, to whom, which data and why: the person hears of each disclosure")
    void aDisclosureIsTold() throws Exception {
        Story story = new Story(broker, "prifora", "access");

        story.disclosure(
                "made",
                Map.of(
                        "madeAt", "2026-11-30T11:00:00Z",
                        "basis", "authority-order",
                        "askedBy", "authority",
                        "categories", List.of("account", "invoices"),
                        "locale", "nl"),
                Map.of("name", "Saskia Voorbeeld", "email", story.email(), "recipient", "Politie, eenheid Proefland"));

        ReceivedMail mail = lastMail(story, 1);
        assertThat(mail.subject()).isEqualTo("PRIFORA heeft gegevens van u doorgegeven (PRIFORA-2026-000012)");
        assertThat(words(mail))
                .contains(
                        "Aan wie: Politie, eenheid Proefland",
                        "Gegeven op: 30 november 2026",
                        "Gevraagd door: een overheidsinstantie",
                        "- Accountgegevens - Facturen en betalingen",
                        "Een overheidsinstantie heeft ons dat opgedragen.");
    }

    @Test
    @DisplayName("PW-12 Permission for one recipient is asked before data are given")
    void consentToADisclosureIsAsked() throws Exception {
        Story story = new Story(broker, "pinkweb", "access");

        story.disclosure(
                "consent-asked",
                Map.of(
                        "askedAt", "2026-11-30T11:00:00Z",
                        "basis", "consent",
                        "categories", List.of("account"),
                        "locale", "en"),
                Map.of(
                        "name", "Sam Sample",
                        "email", story.email(),
                        "statusToken", TOKEN,
                        "recipient", "Proefdrukkerij",
                        "purposeText", "Printing your photos."));

        assertThat(words(lastMail(story, 1)))
                .contains(
                        "PinkWeb wants to give data of yours to somebody else. We only do so if you agree.",
                        "To whom: Proefdrukkerij",
                        "> Printing your photos.",
                        "https://privacy.example.org/disclosure/#" + story.id() + "/" + TOKEN,
                        "Do you say no, or do we hear nothing? Then we do not give the data.");
    }

    @Test
    @DisplayName("PW-3, PR-3 An objection to marketing ends in one mail that says what stops")
    void whatARuleDecidedIsToldOnce() throws Exception {
        Story story = inAssessment("prifora", "objection");

        story.fact(
                        "decided",
                        Map.of("outcome", "granted", "byRule", true, "purpose", "marketing", "categories", List.of()))
                .closed("granted", List.of(), null);
        Story later = inAssessment("prifora", "access");
        lastMail(later, 1);

        assertThat(words(lastMail(story, 2)))
                .contains(
                        "U maakte bezwaar tegen het gebruik van uw gegevens.",
                        "Wij gebruiken uw gegevens niet meer voor: Aanbiedingen en nieuwsbrieven",
                        "U hoeft niets meer te doen.");
    }

    @Test
    @DisplayName("PF-6, PW-8, PR-5 Another controller fetches the file by its own link, and the person hears of it")
    void aTransferIsOfferedAndTold() throws Exception {
        Story story = inAssessment("prifora", "portability");
        String controller = "club" + story.id().toString().substring(0, 8) + "@example.org";
        story.fact("closed", closing("2027-01-06T11:00:00Z"));
        lastMail(story, 2);
        awaitNothingOf(story);

        story.fact(
                        "transfer-offered",
                        Map.of(
                                "until",
                                "2026-12-15T10:00:00Z",
                                "receiver",
                                Story.sealed(Map.of(
                                        "name", "Fotoclub Proefdam",
                                        "email", controller,
                                        "token", "Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E"))))
                .fact(
                        "transferred",
                        Map.of("transferredAt", "2026-12-02T08:41:13Z", "contact", Story.sealed(contact(story))));

        assertThat(words(lastMail(controller, 1)))
                .contains(
                        "Beste Fotoclub Proefdam,",
                        "https://privacy.example.org/transfer/#" + story.id()
                                + "/Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E",
                        "tot 15 december 2026, 11:00 uur")
                .doesNotContain("Saskia", "Voorbeeld", story.email(), TOKEN);
        assertThat(words(lastMail(story, 3)))
                .contains("Beste Saskia Voorbeeld,", "Die organisatie heeft het bestand op 2 december 2026");
        awaitNothingOf(story);
        awaitSent(story, "acknowledgement", "staff-new", "completion", "transfer", "transferred");
    }

    private static Map<String, Object> closing(String exportUntil) {
        Map<String, Object> members = new HashMap<>();
        members.putAll(Map.of("outcome", "granted", "closedAt", "2026-11-22T11:00:00Z", "verdicts", List.of()));
        if (exportUntil != null) {
            members.put("exportUntil", exportUntil);
        }
        return members;
    }

    @Test
    @DisplayName("PW-8, PR-5 Before restricted data are used again the person hears so")
    void theEndOfARestrictionIsToldBefore() throws Exception {
        Story story = inAssessment("pinkweb", "restriction");
        story.fact("closed", closing(null));
        lastMail(story, 2);
        awaitNothingOf(story);

        story.fact(
                "restriction-lifting-announced",
                Map.of(
                        "reason",
                        Story.sealed(Map.of("reason", "Uw adres klopt nu.")),
                        "contact",
                        Story.sealed(contact(story))));

        assertThat(words(lastMail(story, 3)))
                .contains(
                        "Beste Saskia Voorbeeld,",
                        "Nu heffen wij die beperking op.",
                        "(artikel 18, lid 3, AVG)",
                        "> Uw adres klopt nu.");
        awaitNothingOf(story);
        awaitSent(story, "acknowledgement", "staff-new", "completion", "restriction-lifting");
    }

    /** Neither an address nor what a message said of the person is kept any more. */
    private void awaitNothingOf(Story story) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement("""
                            select c.contact is null and not exists (
                              select 1 from notification.message m
                              where m.request_id = c.request_id and m.receiver <> 'staff' and m.occasion is not null)
                            from notification.correspondence c where c.request_id = ?
                            """)) {
                select.setObject(1, story.id());
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getBoolean(1)).isTrue();
                }
            }
        });
    }

    /** Others have heard that these messages were sent. */
    private static void awaitSent(Story story, String... kinds) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.read("privacyloket.notifications.v1").stream()
                        .filter(record -> story.id().toString().equals(record.key()))
                        .map(record -> Contracts.json(new String(record.value(), StandardCharsets.UTF_8)))
                        .filter(sent -> sent.has("sentAt"))
                        .map(sent -> sent.path("kind").asText()))
                .containsExactlyInAnyOrder(kinds));
    }

    @Test
    @DisplayName("PF-8, PW-9, PR-6 Staff hear in time, and when it is too late, without the person in the mail")
    void staffHearOfTerms() throws Exception {
        Story story = inAssessment("primoforum", "access");
        awaitSent(story, "acknowledgement", "staff-new");
        int before = mailsAboutTerms().size();

        story.fact("due-soon", Map.of("status", "in-assessment", "dueOn", "2026-12-22"))
                .fact("due-soon", Map.of("status", "in-assessment", "dueOn", "2026-12-22"))
                .fact("overdue", Map.of("status", "in-assessment", "dueOn", "2026-12-22"));

        awaitSent(story, "acknowledgement", "staff-new", "staff-due-soon", "staff-overdue");
        List<ReceivedMail> mails = mailsAboutTerms();
        assertThat(mails).hasSize(before + 2);
        ReceivedMail overdue = mails.get(before + 1);
        assertThat(overdue.subject())
                .isEqualTo("Te laat: verzoek PRIFORA-2026-000001 had op 22 december 2026 beantwoord moeten zijn");
        assertThat(words(overdue))
                .contains("Beste collega,", "Status: wordt beoordeeld", "Laatste dag: 22 december 2026")
                .doesNotContain("Saskia", "Voorbeeld", story.email(), TOKEN, "/status/");
    }

    /** Others hear of new requests there, whenever that mail gets through. */
    private static List<ReceivedMail> mailsAboutTerms() {
        return Surroundings.mail().mailbox().to("info@primoforum.nl").stream()
                .filter(mail -> !mail.subject().startsWith("Nieuw privacyverzoek"))
                .toList();
    }

    @Test
    @DisplayName("A question reaches the person in the words in which it was asked")
    void aQuestionIsAsked() throws Exception {
        Story story = inAssessment("prifora", "access");

        story.fact(
                "clarification-asked",
                Map.of(
                        "status",
                        "awaiting-clarification",
                        "question",
                        Story.sealed(Map.of("question", "Bedoelt u 2021 of 2024?"))));

        assertThat(words(lastMail(story, 2)))
                .contains(
                        "> Bedoelt u 2021 of 2024?",
                        "Beantwoord onze vraag: https://privacy.example.org/status/#id=" + story.id());
    }

    @Test
    @DisplayName("Who writes for somebody else is addressed, and reads whose data are meant")
    void aRepresentativeReadsWhoseDataAreMeant() throws Exception {
        Story story = new Story(broker, "prifora", "access");

        story.received(
                "nl",
                Map.of("name", "Mila Proef", "email", story.email(), "statusToken", TOKEN, "onBehalfOf", "Harm Proef"),
                "in-assessment",
                Map.of());

        assertThat(words(lastMail(story, 1)))
                .startsWith(
                        "Beste Mila Proef, U deed dit verzoek voor Harm Proef. Waar hieronder ‘uw gegevens’ staat,");
    }
}
