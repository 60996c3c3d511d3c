package nl.privacyloket.notification.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class SubscriberResourceQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LISTS = "/organisations/prifora/subscribers";
    private static final String NDJSON = "application/x-ndjson";

    private final String id = "C-" + UUID.randomUUID();
    private final String email = "p" + id.substring(2, 10) + "@example.org";

    @BeforeAll
    static void policyIsPublished() throws Exception {
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
        }
        await().atMost(PATIENCE)
                .until(() -> !ServiceRows.of("select 1 from organisation_policy where organisation = 'prifora'")
                        .isEmpty());
    }

    private static RequestSpecification as(String role, String organisation) {
        return given().auth()
                .oauth2(Surroundings.oidc().token(role, organisation))
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(NDJSON, ContentType.TEXT)));
    }

    private static RequestSpecification system() {
        return as("system", "prifora");
    }

    private String entry(String purposes, String consentAt) {
        return """
                {"email": "%s", "locale": "nl", "purposes": %s, "identifiers": [{"type": "customer-number", "value": "%s"}],
                 "consent": {"source": "account-page", "at": "%s"}}""".formatted(email, purposes, id, consentAt);
    }

    private Response put(String body) {
        return system().contentType("application/json").body(body).put(LISTS + "/" + id);
    }

    private Response putMarketing() {
        return put(entry("[\"marketing\"]", "2026-01-01T00:00:00Z"));
    }

    @Test
    void aNewEntryIsStoredAndAKnownOneChanged() {
        putMarketing()
                .then()
                .statusCode(201)
                .body("subscriber", equalTo(id))
                .body("purposes", contains("marketing", "policy-change"))
                .body("ended", empty());

        put(entry("[]", "2026-01-01T00:00:00Z")).then().statusCode(200).body("purposes", contains("policy-change"));
        assertThat(audit()).startsWith("subscriber.added done").containsOnlyOnce("subscriber.changed done");
    }

    @Test
    void whatItHearsOfIsShownWithoutTheAddressAndWhoLookedIsOnRecord() {
        putMarketing();

        as("privacy-officer", "prifora")
                .get(LISTS + "/" + id)
                .then()
                .statusCode(200)
                .body("subscriber", equalTo(id))
                .body("locale", equalTo("nl"))
                .body("purposes", contains("marketing", "policy-change"))
                .body("consent.source", equalTo("account-page"))
                .body("consent.at", equalTo("2026-01-01T00:00:00Z"))
                .body("ended", empty())
                .body(not(containsString("@")));
        assertThat(audit()).containsExactly("subscriber.added done", "subscriber.read done");
    }

    private List<String> audit() {
        // The relay moves entries from the one table to the other; both are read at one moment.
        return ServiceRows.of("select action, outcome from (select at, action, outcome, object_id from audit_pending"
                + " union all select at, action, outcome, object_id from audit_entry) entry"
                + " where object_id = (select id::text from subscriber where subscriber = '" + id + "') order by at");
    }

    @Test
    void aSystemThatLeavesAPurposeOutIsToldLaterThatItStaysEnded() {
        putMarketing();
        put(entry("[]", "2026-01-01T00:00:00Z"));

        putMarketing()
                .then()
                .statusCode(200)
                .body("purposes", contains("policy-change"))
                .body("ended.purpose", contains("marketing"))
                .body("ended[0].endedAt", notNullValue());

        system().get(LISTS + "/" + id).then().statusCode(200).body("ended.purpose", contains("marketing"));
    }

    @Test
    void newConsentBringsBackWhatItNames() {
        String both = entry("[\"marketing\", \"service-news\"]", "2026-01-01T00:00:00Z");
        put(both);
        put(entry("[]", "2026-01-01T00:00:00Z"));
        String again = both.replace("2026-01-01T00:00:00Z", Instant.now().toString());

        put(again).then().statusCode(200).body("purposes", contains("policy-change"));
        put(again.replace("\"source\"", "\"purposes\": [\"policy-change\", \"marketing\"], \"source\""))
                .then()
                .statusCode(200)
                .body("purposes", contains("marketing", "policy-change"))
                .body("ended.purpose", contains("service-news"));
    }

    @Test
    void anEntryIsTakenOffAsOftenAsAsked() {
        putMarketing();

        system().delete(LISTS + "/" + id).then().statusCode(204);
        system().delete(LISTS + "/" + id).then().statusCode(204);

        system().get(LISTS + "/" + id).then().statusCode(404);
        assertThat(ServiceRows.of("select 1 from subscriber where subscriber = '" + id + "'"))
                .isEmpty();
    }

    @Test
    void anotherOrganisationHasNoSuchEntryAndCannotMakeOne() {
        putMarketing();
        RequestSpecification other = as("system", "pinkweb");

        other.get(LISTS + "/" + id).then().statusCode(404);
        other.delete(LISTS + "/" + id).then().statusCode(404);
        other.contentType("application/json")
                .body(entry("[]", "2026-01-01T00:00:00Z"))
                .put(LISTS + "/" + id)
                .then()
                .statusCode(404);
        as("system", "pinkweb")
                .contentType(NDJSON)
                .body(line("C-1", "x@example.org", "[]"))
                .post(LISTS)
                .then()
                .statusCode(404);
        as("system", "pinkweb")
                .get("/organisations/pinkweb/subscribers/" + id)
                .then()
                .statusCode(404);
        system().get(LISTS + "/" + id).then().body("purposes", contains("marketing", "policy-change"));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, privacy-officer",
        "PUT, case-handler",
        "PUT, operator",
        "DELETE, privacy-officer",
        "DELETE, compliance",
        "POST, privacy-officer",
        "POST, case-handler",
        "GET, case-handler",
        "GET, compliance",
        "GET, operator"
    })
    void othersMayNot(String method, String role) {
        as(role, "prifora")
                .contentType(method.equals("POST") ? NDJSON : "application/json")
                .body(method.equals("GET") || method.equals("DELETE") ? "" : entry("[]", "2026-01-01T00:00:00Z"))
                .request(method, method.equals("POST") ? LISTS : LISTS + "/" + id)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:privacyloket:problem:forbidden"));
    }

    @Test
    void withoutATokenNothing() {
        given().get(LISTS + "/" + id).then().statusCode(401);
        given().delete(LISTS + "/" + id).then().statusCode(401);
    }

    @Test
    void anOrganisationWithoutAPolicyHasToWait() {
        as("system", "infactor")
                .contentType("application/json")
                .body(entry("[]", "2026-01-01T00:00:00Z"))
                .put("/organisations/infactor/subscribers/" + id)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:policy-not-here-yet"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"nobody\",\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"a@b.example, c@d.example\",\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"a\\r\\nBcc: x@y.example@b.example\",\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"a@example.org\",\"purposes\":[]} | locale",
                "{\"email\":\"a@example.org\",\"locale\":\"fr\",\"purposes\":[]} | locale",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\"} | purposes",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[\"marketing\"]} | consent",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[\"service-news\",\"gone\"]} | purposes[1]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[null]} | purposes[0]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"at\":\"2026-01-01T00:00:00Z\"}}"
                        + " | consent.source",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"A page!\","
                        + "\"at\":\"2026-01-01T00:00:00Z\"}} | consent.source",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"2999-01-01T00:00:00Z\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"yesterday\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"-1000000000-01-01T00:00:00Z\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"1969-12-31T23:59:59Z\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[\"service-news\"],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"2026-01-01T00:00:00Z\",\"purposes\":[\"service-news\",\"marketing\"]}} | consent.purposes[1]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"identifiers\":[null]} | identifiers[0]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"identifiers\":[{\"type\":\"X\",\"value\":\"1\"}]}"
                        + " | identifiers[0].type",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"identifiers\":[{\"type\":\"nr\",\"value\":\" \"}]}"
                        + " | identifiers[0].value",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"name\":\"Saskia\"} | name",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":\"marketing\"} | purposes",
                "{\"email\":7,\"locale\":\"nl\",\"purposes\":[]} | email"
            })
    void whatIsNotRightIsNamedAndNotStored(String body, String field) {
        put(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:invalid-input"))
                .body("errors.field", contains(field))
                .body("errors.message", not(hasItems(containsString("{"))));
        system().get(LISTS + "/" + id).then().statusCode(404);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceInTheCallersLanguage() {
        system().header("Accept-Language", "nl")
                .contentType("application/json")
                .body("{\"email\":\"nobody\",\"locale\":\"fr\",\"purposes\":[\"gone\"]}")
                .put(LISTS + "/" + id)
                .then()
                .statusCode(400)
                .body("errors.field", contains("email", "locale", "purposes[0]"))
                .body("errors[1].message", equalTo("De organisatie schrijft niet in deze taal."));
    }

    @ParameterizedTest
    @CsvSource({"saskia@example.org", "'a b'", "-x", "'x;y'"})
    void anIdThatCouldBeAnAddressIsRefused(String bad) {
        system().contentType("application/json")
                .body(entry("[]", "2026-01-01T00:00:00Z"))
                .put(LISTS + "/{id}", bad)
                .then()
                .statusCode(400)
                .body("errors.field", contains("subscriber"));
    }

    private static String line(String subscriber, String email, String purposes) {
        return "{\"subscriber\":\"" + subscriber + "\",\"email\":\"" + email + "\",\"locale\":\"nl\",\"purposes\":"
                + purposes + ",\"consent\":{\"source\":\"import\",\"at\":\"2026-01-01T00:00:00Z\"}}";
    }

    @Test
    void aListIsTakenInLineByLine() {
        String list = String.join(
                "\n",
                line(id, email, "[\"marketing\"]"),
                "",
                "{\"subscriber\":",
                line(id + "-2", "nobody", "[]"),
                "[]",
                line(id + "-3", email, "[\"gone\"]"),
                "{\"subscriber\":\"x\",\"colour\":\"red\"}",
                line(id, email, "[\"marketing\"]"),
                "x".repeat(9000),
                line("saskia@example.org", email, "[]"),
                line(id + "-4", email, "[]").replace("2026-01-01", "-1000000000-01-01"));

        system().contentType(NDJSON)
                .body(list)
                .post(LISTS)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("unchanged", equalTo(1))
                .body("rejectedTotal", equalTo(8))
                .body("rejected.line", contains(3, 4, 5, 6, 7, 9, 10, 11))
                .body(
                        "rejected.reason",
                        contains(
                                "malformed-json",
                                "malformed",
                                "malformed-json",
                                "unknown-purpose",
                                "unknown-field",
                                "line-too-long",
                                "malformed",
                                "malformed"))
                .body(
                        "rejected.field",
                        contains(null, "email", null, "purposes[0]", "colour", null, "subscriber", "consent.at"))
                .body("rejected[1].message", equalTo("This member does not have the form that it must have."))
                .body("ended", empty())
                .body("endedTotal", equalTo(0))
                .body(not(containsString("@")));
        system().get(LISTS + "/" + id).then().body("purposes", contains("marketing", "policy-change"));
    }

    @Test
    void aListIsToldWhatStaysEnded() {
        putMarketing();
        put(entry("[]", "2026-01-01T00:00:00Z"));

        system().contentType(NDJSON)
                .body(line(id, email, "[\"marketing\"]"))
                .post(LISTS)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("ended.subscriber", contains(id))
                .body("ended.purpose", contains("marketing"))
                .body("endedTotal", equalTo(1));
    }

    @Test
    void aLongListTakesSeveralBatchesAndTheSecondTimeSaysNothingNew() {
        String list = IntStream.range(0, 1_201)
                .mapToObj(number -> line(id + "." + number, number + email, "[\"service-news\"]"))
                .collect(Collectors.joining("\n"));

        system().contentType(NDJSON)
                .body(list)
                .post(LISTS)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1_201))
                .body("unchanged", equalTo(0));

        system().contentType(NDJSON).body(list).post(LISTS).then().body("unchanged", equalTo(1_201));
        assertThat(ServiceRows.of(
                        "select count(*), count(distinct place) from subscriber where subscriber like '" + id + ".%'"))
                .containsExactly("1201 1201");
    }

    @Test
    void onlyListsMayBeLong() {
        put("{\"email\":\"" + "x".repeat(1_100_000) + "\"}").then().statusCode(413);
    }

    @Test
    void nothingOfThePersonStandsInTheTableOrTheTopicInTheClear() {
        putMarketing();
        put(entry("[]", "2026-01-01T00:00:00Z"));

        assertThat(ServiceRows.of("select row_to_json(s) from subscriber s where subscriber = '" + id + "'"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain(email));
        assertThat(ServiceRows.of("select encode(email, 'escape') from subscriber where subscriber = '" + id + "'"))
                .allSatisfy(row -> assertThat(row).doesNotContain(email));
    }

    @Test
    void theListHearsWhatEnded() throws Exception {
        Instant before = Instant.now();
        putMarketing();

        put(entry("[]", "2026-01-01T00:00:00Z"));

        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.read("privacyloket.notifications.v1"))
                    .filteredOn(record -> id.equals(record.key()))
                    .hasSize(1)
                    .allSatisfy(record -> {
                        Map<String, Object> event = io.restassured.path.json.JsonPath.from(
                                        new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                                .getMap("$");
                        assertThat(event)
                                .containsEntry("organisation", "prifora")
                                .containsEntry("subscriber", id)
                                .containsEntry("purpose", "marketing")
                                .containsEntry("endedBy", "system");
                        assertThat(Instant.parse((String) event.get("endedAt"))).isAfter(before.minusSeconds(1));
                    }));
        }
    }

    @Test
    void theOpenApiDocumentNamesTheCalls() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/organisations/{organisation}/subscribers/{subscriber}'.put.responses.keySet()",
                        hasItems("200", "201", "400", "404", "409"))
                .body(
                        "paths.'/organisations/{organisation}/subscribers'.post.requestBody.content.keySet()",
                        hasSize(1));
    }
}
