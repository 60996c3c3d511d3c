package nl.privacyloket.notification.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.fixture.Broker;
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
class MessageResourceQuarkusTest {
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

    private static Story confirmationSent() throws Exception {
        Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
        awaitState(story, List.of("sent"));
        return story;
    }

    private static void awaitState(Story story, List<String> states) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(messages(story, "state")).isEqualTo(states));
    }

    private static List<String> messages(Story story, String field) {
        return caseHandler()
                .when()
                .get("/organisations/prifora/messages?requestId=" + story.id())
                .then()
                .extract()
                .path("items." + field);
    }

    @Test
    void aCaseHandlerSeesWhatWasSentButNotToWhom() throws Exception {
        Story story = confirmationSent();

        caseHandler()
                .when()
                .get("/organisations/prifora/messages?requestId=" + story.id())
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("page", equalTo(0))
                .body("size", equalTo(50))
                .body("items.kind", contains("confirmation"))
                .body("items.locale", contains("nl"))
                .body("items.attempts", contains(1))
                .body("items[0].requestId", equalTo(story.id().toString()))
                .body(not(containsString("Saskia")))
                .body(not(containsString("example.org")));
    }

    @Test
    void theListCanBeNarrowedToAState() throws Exception {
        Story story = confirmationSent();

        caseHandler()
                .when()
                .get("/organisations/prifora/messages?state=failed&requestId=" + story.id())
                .then()
                .statusCode(200)
                .body("total", equalTo(0));
    }

    @Test
    void theListComesInPages() throws Exception {
        Story story = confirmationSent().confirmed(null);
        awaitState(story, List.of("sent", "sent", "sent"));

        caseHandler()
                .when()
                .get("/organisations/prifora/messages?page=1&size=2&requestId=" + story.id())
                .then()
                .statusCode(200)
                .body("total", equalTo(3))
                .body("items.kind", contains("confirmation"));
    }

    @Test
    void staffOfAnotherOrganisationSeeNothing() throws Exception {
        UUID message = UUID.fromString(messages(confirmationSent(), "id").get(0));

        as("case-handler", "pinkweb")
                .when()
                .post("/messages/" + message + "/resend")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:not-found"));
    }

    @ParameterizedTest
    @CsvSource({
        "case-handler, pinkweb, 404, not-found",
        "privacy-officer, prifora, 403, forbidden",
        "operator, prifora, 403, forbidden"
    })
    void theListIsForCaseHandlersOfTheOrganisation(String role, String organisation, int status, String problem) {
        as(role, organisation)
                .when()
                .get("/organisations/prifora/messages")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:" + problem));
    }

    @Test
    void withoutATokenThereIsNoList() {
        given().when()
                .get("/organisations/prifora/messages")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:privacyloket:problem:unauthenticated"));
    }

    @ParameterizedTest
    @CsvSource({
        "state=lost, unknown-message-state",
        "requestId=nonsense, not-a-request-id",
        "page=-1, invalid-input",
        "size=0, invalid-input",
        "size=201, invalid-input"
    })
    void aWrongParameterIsNamed(String query, String problem) {
        caseHandler()
                .when()
                .get("/organisations/prifora/messages?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:" + problem));
    }

    @ParameterizedTest
    @CsvSource({"page=x", "size=many"})
    void aNumberThatIsNoneFindsNothing(String query) {
        caseHandler()
                .when()
                .get("/organisations/prifora/messages?" + query)
                .then()
                .statusCode(404);
    }

    @Test
    void aConfirmationThatWasLostIsSentAgain() throws Exception {
        Story story = confirmationSent();

        caseHandler()
                .when()
                .post("/messages/" + messages(story, "id").get(0) + "/resend")
                .then()
                .statusCode(202)
                .body("state", equalTo("queued"));

        await().atMost(PATIENCE)
                .until(() -> Surroundings.mail().mailbox().to(story.email()).size() == 2);
        assertThat(Surroundings.mail().mailbox().to(story.email()))
                .extracting(mail -> mail.header("Message-ID"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasErasedCannotBeSentAgain() throws Exception {
        Story story = confirmationSent().refused("Omdat het zo is.").closed("refused", List.of(), null);
        awaitState(story, List.of("sent", "sent"));

        caseHandler()
                .header("Accept-Language", "nl")
                .when()
                .post("/messages/" + messages(story, "id").get(0) + "/resend")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:message-gone"))
                .body("title", equalTo("Het bericht kan niet opnieuw worden verzonden"));
    }

    @Test
    void aMessageThatIsStillWaitingIsNotSentAgain() throws Exception {
        Story story = new Story(broker, "compjoeter", "access").received("nl", "Wim Wachtend", null);
        RequestSpecification handler = as("case-handler", "compjoeter");
        String path = "/organisations/compjoeter/messages?requestId=" + story.id();
        await().atMost(PATIENCE).until(() -> {
            List<String> waiting = as("case-handler", "compjoeter").get(path).path("items.waitingFor");
            return List.of("policy").equals(waiting);
        });
        String id = as("case-handler", "compjoeter").get(path).path("items[0].id");

        handler.when()
                .post("/messages/" + id + "/resend")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:message-on-its-way"));
    }

    @Test
    void aMessageThatNeverWasIsNotFound() {
        caseHandler()
                .when()
                .post("/messages/" + UUID.randomUUID() + "/resend")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:privacyloket:problem:not-found"));
    }

    @Test
    void theOpenApiDocumentNamesTheCalls() {
        given().queryParam("format", "json")
                .when()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/organisations/{organisation}/messages'.get.summary",
                        equalTo("Messages of an organisation, newest first"))
                .body("paths.'/messages/{id}/resend'.post.responses.keySet()", hasItems("202", "404", "409"));
    }
}
