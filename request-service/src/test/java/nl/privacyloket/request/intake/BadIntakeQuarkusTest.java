package nl.privacyloket.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is not right gets the right 4xx, and leaves nothing behind. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class BadIntakeQuarkusTest {

    private static final String REQUESTER = "\"requester\":{\"name\":\"S\",\"email\":\"s@example.org\"}";

    @Inject
    Counter counter;

    @Inject
    Stored stored;

    static Stream<Arguments> badBodies() {
        return Stream.of(
                bad("{\"right\":", "malformed-json", null),
                bad("", "wrong-json|invalid-input|malformed-json", null),
                bad("null", "wrong-json|invalid-input|malformed-json", null),
                bad("[]", "wrong-json|malformed-json", null),
                bad(
                        "{\"right\":\"access\",\"right\":\"erasure\"," + REQUESTER + "}",
                        "malformed-json|invalid-input",
                        null),
                bad("{\"right\":\"access\"," + REQUESTER + "} x", "malformed-json", null),
                bad("{\"right\":\"access\"," + REQUESTER + ",\"admin\":true}", "invalid-input", "admin"),
                bad("{" + REQUESTER + "}", "invalid-input", "right"),
                bad("{\"right\":\"oblivion\"," + REQUESTER + "}", "invalid-input", "right"),
                bad("{\"right\":7," + REQUESTER + "}", "invalid-input", "right"),
                bad("{\"right\":\"access\"}", "invalid-input", "requester"),
                bad(requester("\"email\":\"s@example.org\""), "invalid-input", "requester.name"),
                bad(requester("\"name\":\"  \",\"email\":\"s@example.org\""), "invalid-input", "requester.name"),
                bad(requester("\"name\":\"S\""), "invalid-input", "requester.email"),
                bad(requester("\"name\":\"S\",\"email\":\"s@localhost\""), "invalid-input", "requester.email"),
                bad(requester("\"name\":\"S\",\"email\":\"s@@example.org\""), "invalid-input", "requester.email"),
                bad(requester("\"name\":\"S\",\"email\":\"s@ex\u0430mple.org\""), "invalid-input", "requester.email"),
                bad(requester("\"name\":\"S\",\"email\":\"s@xn--exmple-4nf.org\""), "invalid-input", "requester.email"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"" + "s".repeat(65) + "@example.org\""),
                        "invalid-input",
                        "requester.email"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"s@" + "\u00FC".repeat(62) + ".example.org\""),
                        "invalid-input",
                        "requester.email"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"s@example.org\\r\\nBcc: x@example.org\""),
                        "invalid-input",
                        "requester.email"),
                bad(
                        requester("\"name\":\"S\\r\\nX: y\",\"email\":\"s@example.org\""),
                        "invalid-input",
                        "requester.name"),
                bad(
                        requester("\"name\":\"" + "x".repeat(201) + "\",\"email\":\"s@example.org\""),
                        "invalid-input",
                        "requester.name"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"" + "x".repeat(250) + "@example.org\""),
                        "invalid-input",
                        "requester.email"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"s@example.org\",\"role\":\"king\""),
                        "invalid-input",
                        "requester.role"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"s@example.org\",\"birthDate\":\"2999-01-01\""),
                        "invalid-input",
                        "requester.birthDate"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"s@example.org\",\"birthDate\":\"1980-02-30\""),
                        "invalid-input",
                        "requester.birthDate"),
                bad(
                        requester("\"name\":\"S\",\"email\":\"s@example.org\",\"birthDate\":\"1776-07-04\""),
                        "invalid-input",
                        "requester.birthDate"),
                bad(with("\"details\":\"a\\u0000b\""), "invalid-input", "details"),
                bad(with("\"details\":\"" + "x".repeat(10_001) + "\""), "invalid-input", "details"),
                bad(with("\"categories\":[\"secrets\"]"), "invalid-input", "categories[0]"),
                bad(
                        with("\"identifiers\":[{\"type\":\"bsn\",\"value\":\"1\"}]"),
                        "invalid-input",
                        "identifiers[0].type"),
                bad(with("\"purpose\":\"gossip\""), "invalid-input", "purpose"),
                bad(with("\"locale\":\"fr\""), "invalid-input", "locale"),
                bad(with("\"channel\":\"phone\""), "invalid-input", "channel"),
                bad(with("\"receivedAt\":\"2026-11-01T10:00:00Z\""), "invalid-input", "receivedAt"),
                bad(
                        with("\"representative\":{\"name\":\"R\",\"email\":\"r@example.org\",\"capacity\":\"fan\"}"),
                        "invalid-input",
                        "representative.capacity"),
                bad(with("\"transferTo\":{\"name\":\"T\"}"), "invalid-input", "transferTo.email"));
    }

    private static Arguments bad(String body, String problem, String field) {
        return Arguments.of(body, problem, field);
    }

    private static String requester(String members) {
        return "{\"right\":\"access\",\"requester\":{" + members + "}}";
    }

    private static String with(String member) {
        return "{\"right\":\"access\"," + REQUESTER + "," + member + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void anInputThatIsNotRightIsRefusedAndLeavesNothing(String body, String problem, String field) {
        Map<String, Long> before = stored.counts();

        Response refused = counter.anyone().body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(400).contentType("application/problem+json");
        assertThat((String) refused.path("type")).matches("urn:privacyloket:problem:(" + problem + ")");
        if (field != null) {
            assertThat(refused.jsonPath().getList("errors.field", String.class)).contains(field);
        }
        assertThat(refused.asString()).doesNotContain("nl.privacyloket", "Exception");
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void malformedJsonIsRefusedWithItsPlace() {
        Response refused = counter.anyone().body("{\n  \"right\": }").post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat((int) refused.path("line")).isEqualTo(2);
        assertThat((int) refused.path("column")).isEqualTo(12);
    }

    @Test
    void anUnknownOrganisationIsNotFound() {
        Map<String, Long> before = stored.counts();

        Response refused = counter.anyone().body(Counter.body("access")).post("/organisations/nobody/requests");

        refused.then().statusCode(404).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:unknown-organisation");
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void anotherMediaTypeIsNotSupported() {
        Response refused = counter.anyone()
                .contentType(ContentType.XML)
                .body("<request/>")
                .post("/organisations/prifora/requests");

        refused.then().statusCode(415).contentType("application/problem+json");
    }

    @Test
    void aBodyOfTenMegabytesIsTooLarge() {
        Map<String, Long> before = stored.counts();
        String body = with("\"details\":\"" + "x".repeat(10_000_000) + "\"");

        Response refused = counter.anyone().body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(413).contentType("application/problem+json");
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void theRefusalSpeaksTheCallersLanguage() {
        Response refused = io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .header("Accept-Language", "nl-NL,nl;q=0.9,en;q=0.5")
                .body(requester("\"name\":\"S\""))
                .post("/organisations/prifora/requests");

        assertThat((String) refused.path("title")).isEqualTo("De invoer klopt niet");
        assertThat((String) refused.path("errors[0].message")).isEqualTo("is verplicht");
    }

    @Test
    void anAddressThatLooksLikeAnotherOneIsRefusedAndToldWhy() {
        Response refused = io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .header("Accept-Language", "nl")
                .body(requester("\"name\":\"S\",\"email\":\"s@ex\u0430mple.org\""))
                .post("/organisations/prifora/requests");

        assertThat((int) refused.path("errors.size()")).isEqualTo(1);
        assertThat((String) refused.path("errors[0].field")).isEqualTo("requester.email");
        assertThat((String) refused.path("errors[0].message"))
                .startsWith("gebruikt achter de @ letters uit verschillende schriften door elkaar");
        assertThat(refused.asString()).doesNotContain("ex\u0430mple");
    }

    @Test
    void staffCannotEnterForAnotherOrganisation() {
        Response refused = counter.staff("case-handler", "primoforum")
                .body(Counter.body("access"))
                .post("/organisations/prifora/requests");

        refused.then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aTokenWithoutTheRoleCannotEnter() {
        counter.staff("compliance", "prifora")
                .body(Counter.body("access"))
                .post("/organisations/prifora/requests")
                .then()
                .statusCode(403);
    }

    @Test
    void aTokenThatNobodySignedIsRefused() {
        counter.anyone()
                .header("Authorization", "Bearer abc.def.ghi")
                .body(Counter.body("access"))
                .post("/organisations/prifora/requests")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/organisations/%00/requests", "/organisations/PRIFORA'--/requests"})
    void anOrganisationThatCannotBeOneIsNotFound(String path) {
        Response refused = counter.anyone()
                .urlEncodingEnabled(false)
                .body(Counter.body("access"))
                .post(path);

        refused.then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void staffCannotReceiveBeforeThereWasACalendar() {
        Map<String, Object> body = Counter.body("access");
        body.put("channel", "post");
        body.put("receivedAt", "-1000000000-01-01T00:00:00Z");

        Response refused = counter.staff("case-handler", "prifora").body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat((String) refused.path("errors[0].field")).isEqualTo("receivedAt");
    }

    @Test
    void staffCannotReceiveInTheFuture() {
        Map<String, Object> body = Counter.body("access");
        body.put("channel", "post");
        body.put("receivedAt", "2999-01-01T00:00:00Z");

        Response refused = counter.staff("case-handler", "prifora").body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat((String) refused.path("errors[0].field")).isEqualTo("receivedAt");
    }
}
