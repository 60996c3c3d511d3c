package nl.privacyloket.retention;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import nl.privacyloket.contract.check.CommittedDocument;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublishedContractQuarkusTest {
    @Test
    void isWhatTheServiceServes() {
        String served = given().queryParam("format", "json").get("/q/openapi").asString();

        new CommittedDocument("retention-service").requireSameAs(served);
    }
}
