package nl.privacyloket.notification.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What request-service decides reaches the lists, and the next synchronisation does not undo it. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class SubscriptionStoryQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Broker broker;

    @Inject
    SubjectHash hash;

    private final String subscriber = "C-" + UUID.randomUUID();
    private final String email = "p" + subscriber.substring(2, 10) + "@example.org";

    @BeforeAll
    static void policyIsPublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "prifora", 1, Organisations.prifora());
        await().atMost(PATIENCE)
                .until(() -> !ServiceRows.of("select 1 from organisation_policy where organisation = 'prifora'")
                        .isEmpty());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private List<String> synchronise() {
        return given().auth()
                .oauth2(Surroundings.oidc().token("system", "prifora"))
                .contentType("application/json")
                .body("""
                        {"email": "%s", "locale": "nl", "purposes": ["marketing", "service-news"],
                         "consent": {"source": "account-page", "at": "2026-01-01T00:00:00Z"}}
                        """.formatted(email))
                .put("/organisations/prifora/subscribers/" + subscriber)
                .path("purposes");
    }

    private void tell(String fact, String right, String moment, Map<String, Object> more) throws Exception {
        UUID id = UUID.randomUUID();
        Map<String, Object> data = new HashMap<>(more);
        data.put("requestId", id);
        data.put("reference", "PRIFORA-2026-000001");
        data.put("right", right);
        data.put("outcome", "granted");
        data.put(moment, Instant.parse("2026-11-22T11:00:00Z"));
        data.put("subjectHashes", List.of(hash.of("prifora", "e-mail", email)));
        broker.publish(
                "privacyloket.requests.v1",
                id.toString(),
                "nl.privacyloket.request." + fact + ".v1",
                "prifora",
                null,
                data);
    }

    private List<String> entry() {
        return ServiceRows.of("select array_to_string(purposes, ','), email is not null from subscriber where"
                + " subscriber = '" + subscriber + "'");
    }

    @Test
    void withdrawnConsentHoldsAgainstTheNextSynchronisation() throws Exception {
        synchronise();

        tell("decided", "consent-withdrawal", "decidedAt", Map.of("purpose", "marketing", "byRule", true));

        await().atMost(PATIENCE).until(() -> entry().equals(List.of("policy-change,service-news t")));
        assertThat(synchronise()).containsExactly("policy-change", "service-news");
    }

    @Test
    void anErasureHoldsAgainstTheNextSynchronisationAndKeepsNoAddress() throws Exception {
        synchronise();

        tell("closed", "erasure", "closedAt", Map.of("verdicts", List.of()));

        await().atMost(PATIENCE).until(() -> entry().isEmpty());
        assertThat(synchronise()).isEmpty();
        assertThat(entry()).containsExactly(" f");
    }
}
