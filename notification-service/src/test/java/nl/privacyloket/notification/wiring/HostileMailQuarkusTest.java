package nl.privacyloket.notification.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.internet.MimeUtility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and organisations call themselves, from the event to the mail that a mail server took, and to the printed letter. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class HostileMailQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "3rigmO7t2UAa3_rPtv-ETkNtmwMEnXEVwgzMvGn49DA";
    private static final String ADDRESS = "Proefstraat 12\n1234 AB Testdam";

    /** Direction marks, controls but the line breaks of a text, zero-width characters but the joiners. */
    private static final Pattern TRICKS = Pattern.compile(
            "[\\u0000-\\u0009\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u200B\\u200E\\u200F\\u2028-\\u202E"
                    + "\\u2060-\\u206F\\uFEFF]");

    private static Broker broker;

    @BeforeAll
    static void policyIsPublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "prifora", 1, Organisations.prifora());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    /** A name, and how the person is addressed then. */
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("<b>Saskia</b><script>alert(1)</script>", "<b>Saskia</b><script>alert(1)</script>"),
                Arguments.of("Saskia\" onmouseover=\"alert(1)", "Saskia\" onmouseover=\"alert(1)"),
                Arguments.of("Saskia\r\nBcc: victim@example.org", ""),
                Arguments.of("Saskia\r\nBcc: victim\r\n\r\nUw code: 0000", "Saskia Bcc: victim Uw code: 0000"),
                Arguments.of("Saskia\u0000Voor\u0007beeld\u009F", "Saskia Voor beeld"),
                Arguments.of("\u202Eaiksa\u202C \u2066\u2067S\u2068\u2069", "aiksa S"),
                Arguments.of("Sas\u200Bkia\uFEFF\u2060 V\u200E\u200F", "Sas kia V"),
                Arguments.of("x".repeat(10_000), "x".repeat(160) + "…"),
                Arguments.of("😀 Saskia 👩‍👩‍👧", "😀 Saskia 👩‍👩‍👧"),
                Arguments.of(
                        "Zo\u0308e " + "e\u0301".repeat(3) + "Z" + "\u0351".repeat(100),
                        "Zo\u0308e e\u0301e\u0301e\u0301Z" + "\u0351".repeat(4)),
                Arguments.of("دانيال", "دانيال"),
                Arguments.of("=?utf-8?q?Saskia=0d=0aBcc=3A_x?=", "=?utf-8?q?Saskia=0d=0aBcc=3A_x?="));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsANameInTheMailAndNothingElse(String name, String addressed) throws Exception {
        Story story = new Story(broker, "prifora", "access").received("nl", name, null);

        ReceivedMail mail = only(story);

        String greeting = addressed.isEmpty() ? "Beste lezer," : "Beste " + addressed + ",";
        assertThat(mail.text().replace("\r\n", " ").replace('\n', ' ')).startsWith(greeting);
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(mail.header("To"))).replaceAll("\\s+", " "))
                .endsWith(story.email() + (addressed.isEmpty() ? "" : ">"));
        assertThat(mail.header("Bcc")).isNull();
        assertThat(mail.subject()).isEqualTo("Bevestig uw verzoek aan PRIFORA (PRIFORA-2026-000001)");
        assertThat(mail.html()).doesNotContain("<script", "<b>", "onmouseover=\"");
        assertThat(TRICKS.matcher(mail.text() + mail.html()).results().map(found -> found.group()))
                .isEmpty();
        assertThat(Surroundings.mail().mailbox().to("victim@example.org")).isEmpty();
    }

    private static ReceivedMail only(Story story) {
        await().atMost(PATIENCE)
                .until(() -> !Surroundings.mail().mailbox().to(story.email()).isEmpty());
        List<ReceivedMail> mails = Surroundings.mail().mailbox().to(story.email());
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    @Test
    void anOrganisationThatCallsItselfAnythingStillSendsOneMailWithItsOwnHeaders() throws Exception {
        String name = "Dro\u202Emu <img src=x onerror=alert(1)>\r\nBcc: victim@example.org\u0000" + "y".repeat(10_000);
        Story.policy(broker, "compjoeter", 1, Organisations.prifora().named(name));

        ReceivedMail mail = only(new Story(broker, "compjoeter", "access").received("nl", "Saskia", null));

        String shown = "Dro mu <img src=x onerror=alert(1)> Bcc: victim@example.orgy";
        assertThat(mail.subject())
                .startsWith("Bevestig uw verzoek aan " + shown)
                .hasSizeLessThanOrEqualTo(161);
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(mail.header("From"))))
                .contains(shown);
        assertThat(mail.header("From")).endsWith("<privacyloket@mail.example.org>");
        assertThat(mail.header("Bcc")).isNull();
        assertThat(mail.text().replaceAll("\\s+", " ")).contains("U hebt een verzoek gedaan bij " + shown);
        assertThat(mail.html()).contains("&lt;img src=x onerror=alert(1)&gt;").doesNotContain("<img");
        assertThat(TRICKS.matcher(mail.text() + mail.html()).find()).isFalse();
        assertThat(Surroundings.mail().mailbox().to("victim@example.org")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsANameOnPaperToo(String name, String addressed) throws Exception {
        Story story = new Story(broker, "prifora", "access").receivedByPost("nl", name, ADDRESS + "\n" + name);

        String letter = letterOf(story);

        assertThat(letter).doesNotContain("<script", "<b>", "onmouseover=\"", "<img");
        assertThat(TRICKS.matcher(letter).results().map(found -> found.group())).isEmpty();
        assertThat(letter).contains("Beste " + (addressed.isEmpty() ? "lezer" : escaped(addressed)) + ",");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String letterOf(Story story) {
        String token = Surroundings.oidc().token("case-handler", "prifora");
        String path = "/organisations/prifora/messages?state=to-print&requestId=" + story.id();
        await().atMost(PATIENCE)
                .until(() ->
                        given().auth().oauth2(token).get(path).path("total").equals(1));
        String id = given().auth().oauth2(token).get(path).path("items[0].id");
        return given().auth().oauth2(token).get("/messages/" + id + "/letter").asString();
    }

    @Test
    void anAddressThatLooksLikeAnotherOneGetsNoMail() throws Exception {
        Story story = new Story(broker, "prifora", "access");
        Map<String, Object> contact =
                Map.of("name", "Saskia", "email", "saskia@ex\u0430mple.org", "statusToken", TOKEN);

        story.received("nl", contact, "in-assessment", Map.of());

        String token = Surroundings.oidc().token("case-handler", "prifora");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(given().auth()
                        .oauth2(token)
                        .get("/organisations/prifora/messages?state=failed&requestId=" + story.id())
                        .<List<String>>path("items.kind"))
                .containsExactly("acknowledgement"));
        assertThat(given().auth()
                        .oauth2(token)
                        .get("/organisations/prifora/messages?state=failed&requestId=" + story.id())
                        .<String>path("items[0].lastFailure"))
                .isEqualTo("invalid-address");
    }
}
