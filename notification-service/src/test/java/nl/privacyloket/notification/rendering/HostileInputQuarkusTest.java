package nl.privacyloket.notification.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.DisclosureFacts;
import nl.privacyloket.notification.correspondence.DisclosureOccasion;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.TermOccasion;
import nl.privacyloket.notification.correspondence.Verdict;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.LetterPrinter;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class HostileInputQuarkusTest {
    @Inject
    LetterRenderer renderer;

    @Inject
    LetterPrinter printer;

    private RenderedLetter letterTo(String name) {
        return renderer.render(new Addressed(
                Requests.facts("prifora", Right.ACCESS, "en"),
                Requests.named(name),
                Organisations.prifora(),
                new Occasion.Confirmation()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</p><a href=evil>click</a>",
                "<style>*{display:none}</style>"
            })
    void markupInANameIsText(String name) {
        RenderedLetter letter = letterTo(name);

        assertThat(letter.html()).doesNotContain(name).doesNotContain("<script", "<img", "<a href=evil", "<style>*");
        assertThat(letter.text()).contains(name.split(" ")[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{letter}", "{#for x in letters}{x}{/for}", "{cdi:config}", "${HOME}", "{{7*7}}"})
    void aTemplateInANameIsText(String name) {
        assertThat(letterTo(name).text()).startsWith("Dear " + name + ",");
    }

    @Test
    void aNameThatIsAllTricksIsNoName() {
        assertThat(letterTo("\u202E\u200B\r\n").text()).startsWith("Dear reader,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You won! https://evil.example/claim",
                "WWW.EVIL.EXAMPLE",
                "evil.example",
                "write to winner@evil.example"
            })
    void aNameThatIsALinkIsNotPassedOnToWhoeverIsWrittenTo(String name) {
        RenderedLetter letter = letterTo(name);

        assertThat(letter.text()).startsWith("Dear reader,").doesNotContainIgnoringCase("evil");
    }

    @Test
    void aNameStaysOnItsLineAndInItsDirection() {
        RenderedLetter letter = letterTo("Saskia\u202Egro\r\n\r\nYour code: 0000-0000");

        assertThat(letter.text().lines()).first().isEqualTo("Dear Saskia gro Your code: 0000-0000,");
        assertThat(letter.html()).doesNotContain("\u202E");
    }

    @Test
    void aTokenCannotLeaveItsLink() {
        Contact contact =
                new Contact("Saskia", "s@example.org", "<b>1</b>", "x\" onclick=\"alert(1)&y=<z>", null, null);

        RenderedLetter letter = renderer.render(new Addressed(
                Requests.facts("prifora", Right.ACCESS, "en"),
                contact,
                Organisations.prifora(),
                new Occasion.Confirmation()));

        assertThat(letter.html())
                .contains("&amp;token=x%22+onclick%3D%22alert%281%29%26y%3D%3Cz%3E&amp;code=%3Cb%3E1%3C%2Fb%3E\"")
                .doesNotContain("<b>1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "{letter}{#for x in y}{/for}", "<b>Harm</b>\u202E"})
    void whateverAPersonOrStaffTypedIsTextOnPaperToo(String text) {
        Contact contact = new Contact(text, null, null, "token", text + "\n" + text, text);
        DisclosureFacts facts = new DisclosureFacts(Requests.ID, "prifora", "PRIFORA-2026-000012", "en", 1);

        String html = printer.print(
                new Addressed(
                        facts,
                        contact,
                        Organisations.prifora(),
                        new DisclosureOccasion.Consent(facts, contact, text, text, "consent", List.of("account"))),
                Instant.parse("2026-12-01T10:00:00Z"));

        assertThat(html).doesNotContain("<script", "<b>", "\u202E");
        assertThat(html.split(text.startsWith("{") ? "\\{letter}\\{#for x" : "&lt;", -1))
                .hasSizeGreaterThan(7);
    }

    @Test
    void aNameThatIsALinkIsNotPassedOnAsSomebodyToWriteFor() {
        Contact contact = new Contact("Mila", "m@example.org", "7QK4-M2ZD", "token", null, "https://evil.example/win");

        RenderedLetter letter = renderer.render(new Addressed(
                Requests.facts("prifora", Right.ACCESS, "en"),
                contact,
                Organisations.prifora(),
                new Occasion.Confirmation()));

        assertThat(letter.text())
                .contains("You made this request for somebody else.")
                .doesNotContain("evil");
    }

    @Test
    void aFindingABasisAndAStatusOfTomorrowStillGiveALetter() {
        DisclosureFacts facts = new DisclosureFacts(Requests.ID, "prifora", "PRIFORA-2026-000012", "en", 1);
        Addressed copy = addressed(new Occasion.IdentityCopyRefused(List.of("hologram")));
        Addressed term = addressed(new TermOccasion.DueSoon("on-the-moon", LocalDate.of(2026, 12, 22)));
        Addressed made = new Addressed(
                facts,
                Requests.saskia(),
                Organisations.prifora(),
                new DisclosureOccasion.Made(
                        facts, Requests.saskia(), "Somebody", "whim", "nobody", Instant.EPOCH, List.of()));

        assertThat(renderer.render(copy).text()).contains("- Something can still be read that has to be black.");
        assertThat(renderer.render(term).text()).contains("on-the-moon");
        assertThat(renderer.render(made).text())
                .contains("Do you want to know why we could do so? Ask us.")
                .doesNotContain("Which data", "Asked by");
    }

    private static Addressed addressed(Occasion occasion) {
        return new Addressed(
                Requests.facts("prifora", Right.ACCESS, "en"), Requests.saskia(), Organisations.prifora(), occasion);
    }

    @Test
    void aReasonKeepsItsLinesAndNothingElse() {
        RenderedLetter letter = renderer.render(new Addressed(
                Requests.facts("prifora", Right.ACCESS, "en"),
                Requests.saskia(),
                Organisations.prifora(),
                new Occasion.Decision(
                        Outcome.REFUSED, "a-ground-of-tomorrow", "One.\r\n\r\n<b>Two</b>\u202E{letter}")));

        assertThat(letter.text()).contains("> One.\n>\n> <b>Two</b> {letter}");
        assertThat(letter.html()).contains("One.\n\n&lt;b&gt;Two&lt;/b&gt; {letter}");
    }

    @Test
    void aPolicyThatKnowsLittleStillGivesALetter() {
        Organisation bare = new Organisation("Bare", null, null, null, null, null, null, null, null, null);

        RenderedLetter letter = renderer.render(new Addressed(
                Requests.facts("bare", Right.ERASURE, "nl"),
                Requests.saskia(),
                bare,
                new Occasion.Completion(
                        Outcome.GRANTED,
                        List.of(new Verdict("bare-crm", "leads", "retain", null, "House rule 7", 1)),
                        null)));

        assertThat(letter.text())
                .contains(
                        "- leads: Wij moeten deze nog bewaren. Dat moet volgens deze regel: House",
                        "naar de rechter gaan");
    }

    @Test
    void aLanguageThatWeLackBecomesTheOrganisationsFirst() {
        Organisation english = new Organisation(
                "English", null, null, List.of("fr", "en"), null, Map.of(), null, List.of(), null, null);

        RenderedLetter letter = renderer.render(new Addressed(
                Requests.facts("english", Right.ACCESS, "fr"),
                Requests.saskia(),
                english,
                new Occasion.Confirmation()));

        assertThat(letter.language()).isEqualTo("en");
    }
}
