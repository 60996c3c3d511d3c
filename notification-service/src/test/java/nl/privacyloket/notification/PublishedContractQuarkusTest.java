package nl.privacyloket.notification;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import nl.privacyloket.contract.check.CommittedDocument;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class PublishedContractQuarkusTest {
    @Test
    void isWhatTheServiceServes() {
        String served = given().queryParam("format", "json").get("/q/openapi").asString();

        new CommittedDocument("notification-service").requireSameAs(served);
    }
}
