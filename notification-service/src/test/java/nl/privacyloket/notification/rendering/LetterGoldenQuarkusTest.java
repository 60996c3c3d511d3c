package nl.privacyloket.notification.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Receiver;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.notification.letter.LetterPrinter;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.rendering.LetterCases.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every letter in every language as it was last approved, so that a change of words or looks is seen in review. After a
 * wanted change: {@code mvn test -pl notification-service -Dtest=LetterGoldenQuarkusTest -Dgolden.write=true}.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
class LetterGoldenQuarkusTest {
    private static final Instant PRINTED_AT = Instant.parse("2026-12-01T23:30:00Z");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Inject
    LetterRenderer renderer;

    @Inject
    LetterPrinter printer;

    static Stream<Case> printed() {
        return CaseworkCases.printed();
    }

    static Stream<Case> cases() {
        return LetterCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void letterReadsAsApproved(Case letter) throws IOException {
        RenderedLetter rendered = renderer.render(letter.addressed());

        approve(letter.name() + ".txt", "Subject: " + rendered.subject() + "\n\n" + rendered.text());
        approve(letter.name() + ".html", rendered.html());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linesFitAndNothingIsLoadedFromElsewhere(Case letter) {
        RenderedLetter rendered = renderer.render(letter.addressed());

        assertThat(rendered.text().lines())
                .allMatch(line -> line.length() <= 72 || line.startsWith("http") && !line.contains(" "));
        assertThat(rendered.html()).doesNotContain("<img", "<link", "<script", "url(", "@import", "src=");
        assertThat(rendered.html().lines()).allMatch(line -> line.getBytes().length < 998);
    }

    @ParameterizedTest
    @MethodSource("printed")
    void paperReadsAsApproved(Case letter) throws IOException {
        String html = printer.print(letter.addressed(), PRINTED_AT);

        approve(letter.name() + ".html", html);
    }

    @ParameterizedTest
    @MethodSource("printed")
    void paperHasNoLinksAndNothingToClick(Case letter) {
        String html = printer.print(letter.addressed(), PRINTED_AT);

        assertThat(html)
                .doesNotContain("<a ", "href", "<script", "<img", "src=", "url(")
                .doesNotContainIgnoringCase("hieronder klik", "link", "click", "upload", "deze e-mail", "this e-mail")
                .doesNotContain(letter.addressed().contact().statusToken(), "privacy.example.org")
                .contains(
                        letter.addressed().matter().reference(),
                        letter.addressed().organisation().contact().email());
    }

    static Stream<Case> toStaff() {
        return LetterCases.all().filter(letter -> letter.addressed().occasion().receiver() == Receiver.STAFF);
    }

    @ParameterizedTest
    @MethodSource("toStaff")
    void staffMailHoldsNothingOfThePersonAndNoWayToThem(Case letter) {
        RenderedLetter rendered = renderer.render(letter.addressed());

        assertThat(rendered.subject() + rendered.text() + rendered.html())
                .doesNotContain("Saskia", "Voorbeeld", "example.org", "3rigmO7t2UAa3", "7QK4", "/status", "href")
                .doesNotContainIgnoringCase("saskia");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en"})
    void everyKindOfMessageIsHereInEachLanguage(String language) {
        Set<String> kinds = Stream.of(
                        Occasion.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(LetterCases.all()
                        .filter(letter -> letter.name().endsWith("." + language))
                        .map(letter -> letter.addressed().occasion().kind())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void everyGoldenFileHasItsLetter() throws IOException {
        Set<String> letters = Stream.concat(
                        LetterCases.all().flatMap(letter -> Stream.of(letter.name() + ".txt", letter.name() + ".html")),
                        CaseworkCases.printed().map(letter -> letter.name() + ".html"))
                .collect(Collectors.toCollection(TreeSet::new));

        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(letters);
        }
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
