package nl.privacyloket.notification.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
class AnnouncementResourceQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/organisations/pinkweb/announcements";

    private static Broker broker;

    @BeforeAll
    static void policiesArePublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "pinkweb", 1, Organisations.pinkweb());
        broker.publish(
                "privacyloket.policies.v1",
                "pinkweb",
                "nl.privacyloket.policy.published.v1",
                "pinkweb",
                null,
                Map.of(
                        "organisation", "pinkweb",
                        "version", 2,
                        "validFrom", LocalDate.of(2027, 1, 1),
                        "publishedAt", Instant.parse("2026-12-14T08:00:00Z"),
                        "policy", Organisations.pinkweb(),
                        "announcement",
                                Map.of(
                                        "nl",
                                        Map.of("subject", "Onze verklaring verandert", "text", "Vanaf 1 januari."))));
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private static RequestSpecification officer(String organisation) {
        return given().auth().oauth2(Surroundings.oidc().token("privacy-officer", organisation));
    }

    @Test
    void anAnnouncementIsKeptAndWaitsForSubscribers() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(officer("pinkweb").get(PATH).<List<Integer>>path("version"))
                        .isNotEmpty());

        officer("pinkweb")
                .when()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("size()", equalTo(1))
                .body("[0].version", equalTo(2))
                .body("[0].publishedAt", equalTo("2026-12-14T08:00:00Z"))
                .body("[0].state", equalTo("awaiting-subscribers"))
                .body("[0].texts.nl.subject", equalTo("Onze verklaring verandert"))
                .body("[0].texts.nl.text", equalTo("Vanaf 1 januari."));
    }

    @ParameterizedTest
    @CsvSource({"privacy-officer, prifora, 404, not-found", "case-handler, pinkweb, 403, forbidden"})
    void theyAreForPrivacyOfficersOfTheOrganisation(String role, String organisation, int status, String problem) {
        given().auth()
                .oauth2(Surroundings.oidc().token(role, organisation))
                .when()
                .get(PATH)
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:privacyloket:problem:" + problem));
    }
}
