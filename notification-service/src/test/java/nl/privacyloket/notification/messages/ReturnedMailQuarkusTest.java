package nl.privacyloket.notification.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Reports;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports that mail came back, and addresses that nothing goes to, through the public interface. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ReturnedMailQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOUNCES = "/organisations/prifora/bounces";
    private static final String SUPPRESSED = "/organisations/prifora/suppressed-addresses";
    private static final RestAssuredConfig MAIL = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("message/rfc822", ContentType.TEXT));

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

    private static ValidatableResponse report(RequestSpecification caller, String mail) {
        return caller.config(MAIL)
                .contentType("message/rfc822")
                .body(mail)
                .when()
                .post(BOUNCES)
                .then();
    }

    private static Story confirmationSent() throws Exception {
        Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
        awaitMessages(story, "state", List.of("sent"));
        return story;
    }

    private static void awaitMessages(Story story, String field, List<String> expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(toThePerson(story, field)).isEqualTo(expected));
    }

    /** Of the messages about the request to the person, latest first. */
    private static List<String> toThePerson(Story story, String field) {
        return caseHandler()
                .get("/organisations/prifora/messages?requestId=" + story.id())
                .path("items.findAll { it.receiver == 'requester' }." + field);
    }

    private static String id(Story story) {
        return toThePerson(story, "id").get(0);
    }

    private static void comesBack(Story story, String status) {
        report(
                        as("system", "prifora"),
                        Reports.postfix("<" + id(story) + "@mail.example.org>", story.email(), "failed", status))
                .statusCode(200)
                .body("outcome", equalTo("recorded"));
    }

    private static String entryOf(Story story) {
        return caseHandler()
                .contentType("application/json")
                .body(Map.of("email", story.email(), "reason", "unwanted"))
                .when()
                .post(SUPPRESSED)
                .then()
                .statusCode(200)
                .body("reason", equalTo("unwanted"))
                .body("status", nullValue())
                .body(not(containsString("@")))
                .extract()
                .path("id");
    }

    @Test
    void whoHandedInAReportThatWasBelievedIsOnRecord() throws Exception {
        Story story = confirmationSent();
        int before = reporters().size();

        report(
                        as("system", "prifora"),
                        Reports.postfix("<" + id(story) + "@mail.example.org>", story.email(), "delayed", "4.4.1"))
                .statusCode(200)
                .body("outcome", equalTo("not-final"));
        assertThat(reporters()).hasSize(before);
        comesBack(story, "5.1.1");

        assertThat(reporters()).hasSize(before + 1).allSatisfy(entry -> assertThat(entry)
                .matches("(?!system:)\\S+ organisation prifora done"));
    }

    private static List<String> reporters() {
        return ServiceRows.of("select actor, object_type, object_id, outcome from (select actor, action, object_type,"
                + " object_id, outcome from audit_entry union all select actor, action, object_type, object_id,"
                + " outcome from audit_pending) entry where action = 'bounce.reported' and object_id = 'prifora'");
    }

    @Test
    void aMailThatCameBackIsSeenAsFailedAndStaffGetAMail() throws Exception {
        Story story = confirmationSent();

        comesBack(story, "5.1.1");

        caseHandler()
                .get("/organisations/prifora/messages?kind=confirmation&requestId=" + story.id())
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("items.state", contains("failed"))
                .body("items.lastFailure", contains("bounced-5-1-1"))
                .body("items.resends", contains(0))
                .body("items[0].nextAttemptAt", nullValue())
                .body(not(containsString("@")));
        await().atMost(PATIENCE).untilAsserted(() -> caseHandler()
                .get("/organisations/prifora/messages?kind=staff-mail-failed&requestId=" + story.id())
                .then()
                .body("items.state", contains("sent")));
        caseHandler().get(SUPPRESSED).then().statusCode(200).body("items.status", hasItem("5.1.1"));
    }

    @Test
    void afterwardsNothingGoesThereUnlessStaffSendItAgain() throws Exception {
        Story story = confirmationSent();
        comesBack(story, "5.1.1");
        story.confirmed(null);
        awaitMessages(story, "lastFailure", List.of("suppressed", "bounced-5-1-1"));

        caseHandler().when().post("/messages/" + id(story) + "/resend").then().statusCode(202);

        awaitMessages(story, "state", List.of("sent", "failed"));
        assertThat(Surroundings.mail().mailbox().to(story.email())).hasSize(2);
    }

    @Test
    void anAddressThatIsReleasedGetsMailAgain() throws Exception {
        Story story = confirmationSent();
        String entry = entryOf(story);
        caseHandler().when().delete(SUPPRESSED + "/" + entry).then().statusCode(204);

        story.confirmed(null);

        awaitMessages(story, "state", List.of("sent", "sent"));
        caseHandler().when().delete(SUPPRESSED + "/" + entry).then().statusCode(404);
        assertThat(ServiceRows.of(
                        "select action, outcome from (select at, action, outcome, object_id from audit_pending"
                                + " union all select at, action, outcome, object_id from audit_entry) entry"
                                + " where object_id = '" + entry + "' order by at"))
                .containsExactly("address.suppressed unwanted", "address.released done");
    }

    @Test
    void anAddressThatWantsNoneGetsNone() throws Exception {
        Story story = confirmationSent();
        entryOf(story);

        story.confirmed(null);

        awaitMessages(story, "state", List.of("failed", "sent"));
        assertThat(toThePerson(story, "lastFailure").get(0)).isEqualTo("suppressed");
    }

    @Test
    void suppressingTheSameAddressTwiceIsOneEntry() throws Exception {
        Story story = confirmationSent();

        assertThat(entryOf(story)).isEqualTo(entryOf(story));
    }

    @Test
    void whatIsNoReportOrOfNoMessageChangesNothing() throws Exception {
        Story story = confirmationSent();

        report(as("system", "prifora"), Reports.absence()).statusCode(200).body("outcome", equalTo("no-report"));
        report(as("system", "prifora"), Reports.withEnvelopeId(UUID.randomUUID().toString(), story.email(), "5.1.1"))
                .statusCode(200)
                .body("outcome", equalTo("unknown-message"));
        report(
                        as("system", "prifora"),
                        Reports.postfix("<" + id(story) + "@mail.example.org>", story.email(), "delayed", "4.4.1"))
                .statusCode(200)
                .body("outcome", equalTo("not-final"));

        assertThat(toThePerson(story, "state")).containsExactly("sent");
    }

    @Test
    void aReportToAnotherOrganisationIsOfNoMessageThere() throws Exception {
        Story story = confirmationSent();
        String mail = Reports.withEnvelopeId(id(story), story.email(), "5.1.1");

        as("system", "pinkweb")
                .config(MAIL)
                .contentType("message/rfc822")
                .body(mail)
                .when()
                .post("/organisations/pinkweb/bounces")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("unknown-message"));

        assertThat(toThePerson(story, "state")).containsExactly("sent");
    }

    @ParameterizedTest
    @CsvSource({
        "system, pinkweb, 404, not-found",
        "case-handler, prifora, 403, forbidden",
        "privacy-officer, prifora, 403, forbidden"
    })
    void reportsAreForTheOrganisationsSystems(String role, String organisation, int status, String problem) {
        report(as(role, organisation), Reports.absence())
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:" + problem));
    }

    @Test
    void withoutATokenNothingIsTaken() {
        report(given(), Reports.absence()).statusCode(401);
        given().get(SUPPRESSED).then().statusCode(401);
    }

    @Test
    void aReportThatIsTooLargeIsRefused() {
        report(as("system", "prifora"), Reports.absence() + "x".repeat(256 * 1024))
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:too-large"));
    }

    @Test
    void anotherKindOfBodyIsRefused() {
        as("system", "prifora")
                .contentType("application/json")
                .body("{}")
                .when()
                .post(BOUNCES)
                .then()
                .statusCode(415);
    }

    @ParameterizedTest
    @CsvSource({
        "case-handler, pinkweb, 404, not-found",
        "privacy-officer, prifora, 403, forbidden",
        "system, prifora, 403, forbidden"
    })
    void suppressedAddressesAreForCaseHandlersOfTheOrganisation(
            String role, String organisation, int status, String problem) {
        String type = "urn:privacyloket:problem:" + problem;
        Map<String, String> order = Map.of("email", "saskia@example.org", "reason", "unwanted");

        as(role, organisation).get(SUPPRESSED).then().statusCode(status).body("type", equalTo(type));
        as(role, organisation)
                .contentType("application/json")
                .body(order)
                .post(SUPPRESSED)
                .then()
                .statusCode(status)
                .body("type", equalTo(type));
        as(role, organisation)
                .delete(SUPPRESSED + "/" + UUID.randomUUID())
                .then()
                .statusCode(status)
                .body("type", equalTo(type));
    }

    @Test
    void anotherOrganisationsEntryIsNotFound() throws Exception {
        String entry = entryOf(confirmationSent());

        as("case-handler", "pinkweb")
                .delete("/organisations/pinkweb/suppressed-addresses/" + entry)
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"email\":\"saskia@example.org\"}', invalid-input",
        "'{\"reason\":\"unwanted\"}', invalid-input",
        "'{\"email\":\"saskia@example.org\",\"reason\":\"angry\"}', invalid-input",
        "'{\"email\":\"\",\"reason\":\"unwanted\"}', invalid-input",
        "'{\"email\":\"saskia at example\",\"reason\":\"unwanted\"}', not-an-email-address",
        "'{\"email\":\"a@b.nl, c@d.nl\",\"reason\":\"unwanted\"}', not-an-email-address",
        "'{', malformed-json"
    })
    void aWrongOrderIsRefusedAndNotQuoted(String body, String problem) {
        caseHandler()
                .contentType("application/json")
                .body(body)
                .when()
                .post(SUPPRESSED)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:" + problem))
                .body(not(containsString("saskia")));
    }

    @Test
    void aKindThatCannotBeIsRefused() {
        caseHandler()
                .get("/organisations/prifora/messages?kind=Not%20A%20Kind")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:privacyloket:problem:invalid-input"));
    }

    @Test
    void theFiguresTellOfReportsAndServers() {
        String figures = given().get("/q/metrics").asString();

        assertThat(figures)
                .contains(
                        "privacyloket_mail_reports_total{outcome=\"recorded\"",
                        "privacyloket_mail_relay_state{relay=\"")
                .contains("privacyloket_mail_relay_opened_total{relay=\"localhost:");
    }

    @Test
    void theOpenApiDocumentNamesTheCalls() {
        given().queryParam("format", "json")
                .when()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/organisations/{organisation}/bounces'.post.responses.keySet()",
                        hasItems("200", "400", "404", "413"))
                .body("paths.'/organisations/{organisation}/suppressed-addresses'.keySet()", hasItems("get", "post"));
    }
}
