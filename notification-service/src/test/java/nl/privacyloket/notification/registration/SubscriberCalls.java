package nl.privacyloket.notification.registration;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.BeforeAll;

/** What a system and staff say to the lists of an organisation whose policy is here. */
abstract class SubscriberCalls {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String LISTS = "/organisations/prifora/subscribers";
    static final String NDJSON = "application/x-ndjson";

    final String id = "C-" + UUID.randomUUID();
    final String email = "p" + id.substring(2, 10) + "@example.org";

    @BeforeAll
    static void policyIsPublished() throws Exception {
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
        }
        await().atMost(PATIENCE)
                .until(() -> !ServiceRows.of("select 1 from organisation_policy where organisation = 'prifora'")
                        .isEmpty());
    }

    static RequestSpecification as(String role, String organisation) {
        return given().auth()
                .oauth2(Surroundings.oidc().token(role, organisation))
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(NDJSON, ContentType.TEXT)));
    }

    static RequestSpecification system() {
        return as("system", "prifora");
    }

    String entry(String purposes, String consentAt) {
        return """
                {"email": "%s", "locale": "nl", "purposes": %s, "identifiers": [{"type": "customer-number", "value": "%s"}],
                 "consent": {"source": "account-page", "at": "%s"}}""".formatted(email, purposes, id, consentAt);
    }

    static String line(String subscriber, String email, String purposes) {
        return "{\"subscriber\":\"" + subscriber + "\",\"email\":\"" + email + "\",\"locale\":\"nl\",\"purposes\":"
                + purposes + ",\"consent\":{\"source\":\"import\",\"at\":\"2026-01-01T00:00:00Z\"}}";
    }

    Response put(String body) {
        return system().contentType("application/json").body(body).put(LISTS + "/" + id);
    }

    Response putMarketing() {
        return put(entry("[\"marketing\"]", "2026-01-01T00:00:00Z"));
    }
}
