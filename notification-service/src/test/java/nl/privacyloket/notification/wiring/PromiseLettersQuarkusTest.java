package nl.privacyloket.notification.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What organisations promise to write of a request and its answer, from the fact to the mail in the box. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class PromiseLettersQuarkusTest extends PromisedMail {
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
