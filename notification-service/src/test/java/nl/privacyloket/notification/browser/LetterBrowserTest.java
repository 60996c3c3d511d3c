package nl.privacyloket.notification.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One letter of each layout as a browser shows it, in the light and the dark, on a telephone and on a desk. The pictures are in
 * {@code target/letters}. Without a browser it is skipped, or fails with {@code -Dbrowser.required=true}.
 */
class LetterBrowserTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path PICTURES = Path.of("target/letters");
    private static final List<Integer> WIDTHS = List.of(320, 700);

    private static final List<String> MAILS = List.of(
            "confirmation-access.nl",
            "acknowledgement-masked-copy.nl",
            "decision-refused.en",
            "decision-some-categories.nl",
            "completion-partly-erasure.nl",
            "completion-access.en",
            "identity-copy-refused.nl",
            "clarification.en",
            "export-expiring.nl",
            "disclosure-made.nl",
            "recipient-notice-rectify.nl",
            "staff-overdue.nl",
            "staff-mail-failed-waiting.nl",
            "staff-digest.nl");
    private static final List<String> ON_PAPER = List.of(
            "acknowledgement-on-paper.nl",
            "decision-refused-on-paper.en",
            "completion-portability-on-paper.nl",
            "disclosure-consent-on-paper.nl");

    /** A mail is shown within the page of a mail reader, which has the landmarks; it is an article there. */
    private static final String OF_WHOLE_PAGES = "'landmark-one-main': {enabled: false}, 'region': {enabled: false}";

    private static Chromium chromium;
    private static String axe;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> browser = Chromium.installed();
        if (!Boolean.getBoolean("browser.required")) {
            assumeTrue(browser.isPresent(), "no Chromium on this machine: letters are not looked at");
        }
        chromium = Chromium.start(browser.orElseThrow(() -> new IllegalStateException("no Chromium on this machine")));
        try (InputStream script = LetterBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
    }

    static Stream<Arguments> mails() {
        return MAILS.stream().flatMap(mail -> WIDTHS.stream()
                .flatMap(width -> Stream.of(false, true).map(dark -> Arguments.of(mail, width, dark))));
    }

    @ParameterizedTest(name = "{0} at {1} px, dark: {2}")
    @MethodSource("mails")
    void aMailIsForEverybody(String mail, int width, boolean dark) throws IOException {
        chromium.show(golden(mail), width, dark);
        takePicture(mail + "." + width + (dark ? ".dark" : ""));

        List<String> violations = violations(OF_WHOLE_PAGES);

        assertThat(violations).isEmpty();
        assertThat(widest()).isLessThanOrEqualTo(width);
        assertThat(chromium.requested()).isEmpty();
        assertThat(chromium.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
                        .asText())
                .isEqualTo(dark ? "rgb(29, 33, 38)" : "rgb(255, 255, 255)");
    }

    static Stream<String> onPaper() {
        return ON_PAPER.stream();
    }

    @ParameterizedTest
    @MethodSource("onPaper")
    void whatIsPrintedIsReadableOnTheScreenToo(String letter) throws IOException {
        chromium.show(golden(letter), 900, false);
        takePicture(letter);
        Files.write(PICTURES.resolve(letter + ".pdf"), Base64.getDecoder().decode(chromium.printed()));

        List<String> violations = violations("");

        assertThat(violations).isEmpty();
        assertThat(widest()).isLessThanOrEqualTo(900);
        assertThat(chromium.requested()).isEmpty();
    }

    @Test
    void aWordThatDoesNotEndBreaksTheLineAndNotTheLetter() throws IOException {
        String endless = "W".repeat(160);
        String letter = golden("completion-partly-erasure.nl")
                .replace("Saskia Voorbeeld", endless)
                .replace("Accountgegevens", endless)
                .replace("PRIFORA-2026-000001", endless);

        chromium.show(letter, 320, false);

        takePicture("endless");
        assertThat(widest()).isLessThanOrEqualTo(320);
    }

    /**
     * What axe finds wrong, each with where. Contrast is measured as the page is shown now.
     *
     * @param without names and settings of rules that are not asked
     */
    private static List<String> violations(String without) {
        chromium.evaluate(axe + ";true");
        JsonNode found =
                chromium.evaluate("axe.run(document, {resultTypes: ['violations'], rules: {" + without + "}})");
        assertThat(found.path("testEngine").path("name").asText()).isEqualTo("axe-core");
        return StreamSupport.stream(found.path("violations").spliterator(), false)
                .map(violation -> violation.path("id").asText() + ": "
                        + violation.path("nodes").path(0).path("html").asText())
                .toList();
    }

    /** Width of what there is to scroll to, in CSS pixels. */
    private static int widest() {
        return chromium.evaluate("document.documentElement.scrollWidth").asInt();
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name + ".html"));
    }

    private static void takePicture(String name) throws IOException {
        Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(chromium.picture()));
    }
}
