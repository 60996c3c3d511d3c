package nl.privacyloket.notification.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class LetterResourceQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    private static RequestSpecification as(String role, String organisation) {
        return given().auth().oauth2(Surroundings.oidc().token(role, organisation));
    }

    private static RequestSpecification caseHandler() {
        return as("case-handler", "prifora");
    }

    private static Story byPost() throws Exception {
        return new Story(broker, "prifora", "access")
                .receivedByPost("nl", "Berend Brievenbus", "Brievenlaan 7\n9876 ZZ Postdorp");
    }

    private static String messageOf(Story story, String organisation, String state) {
        String path = "/organisations/" + organisation + "/messages?requestId=" + story.id();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(as("case-handler", organisation)
                        .get(path)
                        .<List<String>>path("items.findAll { it.receiver != 'staff' }.state"))
                .isEqualTo(List.of(state)));
        return as("case-handler", organisation).get(path).path("items.find { it.receiver != 'staff' }.id");
    }

    private static List<JsonNode> published(String topic, String key) {
        return broker.read(topic).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> Contracts.json(new String(record.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void theListShowsWhatIsToBePrintedButNotForWhom() throws Exception {
        Story story = byPost();
        messageOf(story, "prifora", "to-print");

        caseHandler()
                .when()
                .get("/organisations/prifora/messages?state=to-print&requestId=" + story.id())
                .then()
                .statusCode(200)
                .body("items.kind", contains("acknowledgement"))
                .body("items.channel", contains("letter"))
                .body("items.receiver", contains("requester"))
                .body(not(containsString("Brievenbus")))
                .body(not(containsString("Postdorp")));
    }

    @Test
    void aLetterHasSenderAddresseeDateAndReference() throws Exception {
        String id = messageOf(byPost(), "prifora", "to-print");

        Response letter = caseHandler().when().get("/messages/" + id + "/letter");

        assertThat(letter.statusCode()).isEqualTo(200);
        assertThat(letter.contentType()).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(letter.header("Cache-Control")).isEqualTo("no-store");
        assertThat(letter.header("Content-Security-Policy")).startsWith("default-src 'none';");
        assertThat(letter.asString())
                .contains(
                        "@page { size: A4;",
                        "<strong>PRIFORA</strong><br>Innovu B.V.<br>Amstelveen",
                        "Berend Brievenbus<br>Brievenlaan 7<br>9876 ZZ Postdorp",
                        "<td>PRIFORA-2026-000001</td>",
                        "Beste Berend Brievenbus,",
                        "Noem dan altijd het kenmerk PRIFORA-2026-000001. Zo bereikt u ons:",
                        "<p>E-mail: info@prifora.com</p>")
                .doesNotContain("href", "privacy.example.org", "vXqk0f9a2LQfT3oUZrXyb7hS1cN8wEjD5gMzK6iPtYs");
    }

    @Test
    void aLetterThatIsPostedIsSentAndToldAndThenItsWordsAreKeptOnlyWhenHarmless() throws Exception {
        Story story = byPost();
        String id = messageOf(story, "prifora", "to-print");

        caseHandler()
                .when()
                .post("/messages/" + id + "/posted")
                .then()
                .statusCode(200)
                .body("state", equalTo("sent"))
                .body("channel", equalTo("letter"))
                .body("sentAt", notNullValue());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        published("privacyloket.notifications.v1", story.id().toString()))
                .filteredOn(sent -> !sent.path("kind").asText().equals("staff-new"))
                .singleElement()
                .satisfies(sent -> {
                    assertThat(sent.path("messageId").asText()).isEqualTo(id);
                    assertThat(sent.path("kind").asText()).isEqualTo("acknowledgement");
                }));
    }

    @Test
    void whoPrintsAndPostsIsOnRecordWithoutThePerson() throws Exception {
        String id = messageOf(byPost(), "prifora", "to-print");
        caseHandler().get("/messages/" + id + "/letter").then().statusCode(200);
        caseHandler().post("/messages/" + id + "/posted").then().statusCode(200);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        published("privacyloket.audit.v1", "notification-service"))
                .filteredOn(entry -> entry.path("object").path("id").asText().equals(id))
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("message.queued", "message.printed", "message.posted"));
        assertThat(published("privacyloket.audit.v1", "notification-service").toString())
                .doesNotContain("Brievenbus", "Postdorp");
    }

    @Test
    void aLetterIsPostedOnce() throws Exception {
        String id = messageOf(byPost(), "prifora", "to-print");
        caseHandler().post("/messages/" + id + "/posted").then().statusCode(200);

        caseHandler()
                .header("Accept-Language", "nl")
                .when()
                .post("/messages/" + id + "/posted")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:letter-not-to-print"))
                .body("title", equalTo("De brief wacht niet op de post"));
    }

    @Test
    void aMailIsNotPrinted() throws Exception {
        Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
        String id = messageOf(story, "prifora", "sent");

        caseHandler()
                .when()
                .get("/messages/" + id + "/letter")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:message-not-a-letter"));
    }

    @Test
    void whatWasPostedAndErasedIsNotPrintedAgain() throws Exception {
        Story story = new Story(broker, "prifora", "access")
                .disclosure(
                        "made",
                        Map.of(
                                "madeAt", "2026-11-30T11:00:00Z",
                                "basis", "contract",
                                "askedBy", "person",
                                "categories", List.of("account"),
                                "locale", "nl"),
                        Map.of(
                                "name",
                                "Berend Brievenbus",
                                "postalAddress",
                                "Brievenlaan 7",
                                "recipient",
                                "Drukkerij"));
        String id = messageOf(story, "prifora", "to-print");
        caseHandler().post("/messages/" + id + "/posted").then().statusCode(200);

        caseHandler()
                .when()
                .get("/messages/" + id + "/letter")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:message-gone"));
    }

    @Test
    void aLetterWaitsForThePolicy() throws Exception {
        Story story = new Story(broker, "compjoeter", "access").receivedByPost("nl", "Wim Wachtend", "Straat 1");
        String id = messageOf(story, "compjoeter", "to-print");

        as("case-handler", "compjoeter")
                .when()
                .get("/messages/" + id + "/letter")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:letter-not-ready"));
    }

    @ParameterizedTest
    @CsvSource({
        "case-handler, pinkweb, 404, not-found",
        "privacy-officer, prifora, 403, forbidden",
        "operator, prifora, 403, forbidden"
    })
    void lettersAreForCaseHandlersOfTheOrganisation(String role, String organisation, int status, String problem)
            throws Exception {
        String id = messageOf(byPost(), "prifora", "to-print");

        Response print = as(role, organisation).get("/messages/" + id + "/letter");
        Response post = as(role, organisation).post("/messages/" + id + "/posted");

        assertThat(List.of(print, post)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.<String>path("type")).isEqualTo("urn:privacyloket:problem:" + problem);
            assertThat(answer.asString()).doesNotContain("Brievenbus");
        });
        assertThat(stateOf(id)).isEqualTo("to-print");
    }

    private static String stateOf(String id) {
        return caseHandler()
                .get("/organisations/prifora/messages?size=200")
                .path("items.find { it.id == '" + id + "' }.state");
    }
}
