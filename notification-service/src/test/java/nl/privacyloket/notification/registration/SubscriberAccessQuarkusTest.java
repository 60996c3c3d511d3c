package nl.privacyloket.notification.registration;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call the lists, and of which organisation. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class SubscriberAccessQuarkusTest extends SubscriberCalls {
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
}
