package nl.privacyloket.notification.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.notification.announcement.AnnouncementKind;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.notification.letter.Language;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of announcement in every language as it was last approved, as {@link LetterGoldenQuarkusTest} does for letters;
 * written anew in the same way.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
class AnnouncementGoldenQuarkusTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden-announcements");
    private static final URI LEAVE = URI.create("https://mail.example.org/unsubscribe/c2Fza2lh.bm8tcGVyc29u");
    private static final Map<Language, Words> NEWS = Map.of(
            Language.NL,
            new Words(
                    "Onderhoud op zondag 6 december",
                    "Op zondag 6 december werken wij aan ons platform. Tussen 9.00 en 10.00 uur kunt u niet inloggen.\n"
                            + "Uw gegevens blijven bewaard.\n\n\nDaarna gaat de boekhouding twee keer zo snel."),
            Language.EN,
            new Words(
                    "Maintenance on Sunday 6 December",
                    "On Sunday 6 December we work on our platform. Between 9:00 and 10:00 you cannot log in.\n"
                            + "Your data stay safe.\n\n\nAfterwards the bookkeeping is twice as fast."));
    private static final Map<Language, Words> POLICY = Map.of(
            Language.NL,
            new Words(
                    "Onze privacyverklaring verandert",
                    "Vanaf 1 januari 2027 bewaren wij uw facturen zeven jaar in plaats van tien.\n\n"
                            + "De nieuwe verklaring staat op onze website."),
            Language.EN,
            new Words(
                    "Our privacy statement changes",
                    "From 1 January 2027 we keep your invoices for seven years instead of ten.\n\n"
                            + "You find the new statement on our website."));

    private final QuteAnnouncementRenderer renderer = new QuteAnnouncementRenderer();

    private record Case(
            String name,
            Organisation organisation,
            AnnouncementKind kind,
            String purpose,
            Words words,
            Language language) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Arrays.stream(Language.values())
                .flatMap(language -> Stream.of(
                        new Case(
                                "policy-change." + language.tag(),
                                Organisations.pinkweb(),
                                AnnouncementKind.POLICY_CHANGE,
                                "policy-change",
                                POLICY.get(language),
                                language),
                        new Case(
                                "news." + language.tag(),
                                Organisations.prifora(),
                                AnnouncementKind.NEWS,
                                "marketing",
                                NEWS.get(language),
                                language),
                        new Case(
                                "service." + language.tag(),
                                Organisations.infactor(),
                                AnnouncementKind.SERVICE,
                                "service-news",
                                NEWS.get(language),
                                language)));
    }

    private RenderedLetter render(Case each) {
        return renderer.render(each.organisation(), each.kind(), each.purpose(), each.words(), each.language(), LEAVE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itReadsAsApproved(Case each) throws IOException {
        RenderedLetter rendered = render(each);

        approve(each.name() + ".txt", "Subject: " + rendered.subject() + "\n\n" + rendered.text());
        approve(each.name() + ".html", rendered.html());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLinkStandsInBothFormsAndNothingIsLoadedFromElsewhere(Case each) {
        RenderedLetter rendered = render(each);

        assertThat(rendered.text().lines()).contains(LEAVE.toString());
        assertThat(rendered.html())
                .contains("href=\"" + LEAVE + "\"")
                .doesNotContain("<img", "<link", "<script", "url(", "@import", "src=");
        assertThat(rendered.text().lines()).allMatch(line -> line.length() <= 72 || line.startsWith("https://"));
    }

    @Test
    void whatWasTypedStaysText() {
        RenderedLetter rendered = renderer.render(
                Organisations.prifora(),
                AnnouncementKind.NEWS,
                "marketing",
                new Words(
                        "News\r\nBcc: victim@example.org \u202Egnp.exe",
                        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> & {letter.subject} \u202Edeed"),
                Language.EN,
                LEAVE);

        assertThat(rendered.subject()).isEqualTo("News Bcc: victim@example.org gnp.exe");
        assertThat(rendered.html())
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&lt;img src=x onerror=alert(1)&gt; &amp; {letter.subject}")
                .doesNotContain("<script", "<img", "\u202E");
        assertThat(rendered.text()).doesNotContain("\u202E");
    }

    private static void approve(String name, String actual) throws IOException {
        Path golden = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}
