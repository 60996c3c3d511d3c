package nl.privacyloket.request.hostile;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import nl.privacyloket.request.support.Counter.Taken;

/** What a caller is told whom the service cannot serve at the moment. */
final class ComeAgain {
    private ComeAgain() {}

    /** Looks at the request, and is told to come again. */
    static void isToldAbout(Taken request) {
        RestAssured.given()
                .header("Status-Token", request.statusToken())
                .get("/requests/" + request.id())
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("type", equalTo("urn:privacyloket:problem:unavailable"));
    }
}
