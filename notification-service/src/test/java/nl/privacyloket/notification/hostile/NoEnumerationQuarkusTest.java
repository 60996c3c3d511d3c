package nl.privacyloket.notification.hostile;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nl.privacyloket.contract.fuzz.SameAnswers;
import nl.privacyloket.contract.fuzz.SameAnswers.Call;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From no answer, nor from the time that it takes, does anybody learn what there is. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class NoEnumerationQuarkusTest {
    private static final int PAIRS = 300;

    @Inject
    UnsubscribeLinks links;

    @BeforeAll
    static void policyIsPublished() throws Exception {
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
        }
    }

    @Test
    void staffOfAnotherOrganisationAreAnsweredLikeForAMessageThatDoesNotExist() throws Exception {
        String message;
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
            message = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> given().auth()
                                    .oauth2(Surroundings.oidc().token("case-handler", "prifora"))
                                    .get("/organisations/prifora/messages?requestId=" + story.id())
                                    .<String>path("items[0].id"),
                            id -> id != null);
        }
        Map<String, String> stranger =
                Map.of("Authorization", "Bearer " + Surroundings.oidc().token("case-handler", "primoforum"));

        alike(
                () -> new Call("GET", "/messages/" + message + "/letter", stranger, null),
                () -> new Call("GET", "/messages/" + UUID.randomUUID() + "/letter", stranger, null));
    }

    @Test
    void aLinkThatIsNotOursIsAnsweredAlikeForWhoSubscribedAndWhoDidNot() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> given().auth()
                                .oauth2(Surroundings.oidc().token("system", "prifora"))
                                .contentType("application/json")
                                .body("""
                                {"email": "gids@example.org", "locale": "nl", "purposes": ["marketing"],
                                 "consent": {"source": "account-page", "at": "2026-01-01T00:00:00Z"}}
                                """)
                                .put("/organisations/prifora/subscribers/gids")
                                .statusCode()
                        < 300);
        UUID subscriber = UUID.fromString(ServiceRows.of("select id from subscriber where subscriber = 'gids'")
                .get(0));

        alike(() -> forged(subscriber), () -> forged(UUID.randomUUID()));
    }

    /** Of the same length, with a signature of which one character is another. */
    private Call forged(UUID subscriber) {
        String path = links.link(subscriber, "marketing").getPath();
        int at = path.length() - 3;
        String altered = path.substring(0, at) + (path.charAt(at) == 'A' ? 'B' : 'A') + path.substring(at + 1);
        return new Call("GET", altered, Map.of("Accept-Language", "en"), null);
    }

    private static void alike(Supplier<Call> existing, Supplier<Call> none) throws Exception {
        String times = new SameAnswers(RestAssured.port).check(404, PAIRS, i -> existing.get(), i -> none.get());

        System.out.println(existing.get().path() + ": " + times);
    }
}
