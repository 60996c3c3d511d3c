package nl.privacyloket.notification.hostile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.contract.fuzz.AccessMatrix;
import nl.privacyloket.contract.fuzz.Described.Operation;
import nl.privacyloket.contract.fuzz.Fuzz;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.contract.fuzz.StoredRows;
import nl.privacyloket.contract.fuzz.Target;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Reports;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks;
import nl.privacyloket.stack.oidc.InvalidTokens;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the service answers with a problem document or does what it says, and goes on working. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class HostileCallsQuarkusTest {
    @Inject
    DataSource dataSource;

    @Inject
    UnsubscribeLinks links;

    @Test
    void noCallBreaksTheService() throws Exception {
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers());
                HeardLog log = HeardLog.start()) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
            Story story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
            PostRoom room = new PostRoom(story);

            Fuzz.Outcome outcome = new Fuzz("notification-service", room).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(log.text()).doesNotContain(Fuzz.mark());
        }
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void everyOperationIsOpenToThoseWhomTheDocumentNames() throws Exception {
        PostRoom room;
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
            room = new PostRoom(new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null));
        }
        AccessMatrix matrix = new AccessMatrix("notification-service", room, new AccessMatrix.Staff() {
            @Override
            public String token(String role, boolean own) {
                return Surroundings.oidc().token(role, own ? "prifora" : "primoforum");
            }

            @Override
            public Map<String, String> invalid() {
                Map<String, String> invalid = new TreeMap<>(InvalidTokens.at("prifora"));
                invalid.put(
                        "an expired token",
                        Surroundings.oidc().token(InvalidTokens.claims("prifora"), Duration.ofHours(-1)));
                return invalid;
            }
        });

        assertThat(matrix.faults()).isEmpty();
    }

    @Test
    void theCharacterNulIsRefusedBeforeTheDatabaseIsAsked() {
        String token = Surroundings.oidc().token("system", "prifora");
        String handler = Surroundings.oidc().token("case-handler", "prifora");

        given().auth()
                .oauth2(token)
                .urlEncodingEnabled(false)
                .delete("/organisations/prifora/subscribers/lezer%00")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().auth()
                .oauth2(handler)
                .urlEncodingEnabled(false)
                .get("/organisations/prifora/messages?kind=%00")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aMediaTypeThatNobodyCanReadIsNotTaken() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/audit/keys"))
                                .header("Content-Type", "")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).contains("urn:privacyloket:problem:unsupported-media-type");
    }

    /** An organisation with a message that was sent and a subscriber. */
    private final class PostRoom implements Target {
        private final StoredRows rows = new StoredRows(dataSource);
        private final Story story;
        private final String message;
        private final String unsubscribe;
        private final String staff = Surroundings.oidc()
                .token(new StaffClaims(
                        "everything@prifora",
                        List.of("case-handler", "privacy-officer", "compliance", "operator", "system"),
                        List.of("prifora")));

        private PostRoom(Story story) {
            this.story = story;
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                List<String> states = given().auth()
                        .oauth2(staff)
                        .get("/organisations/prifora/messages?requestId=" + story.id())
                        .path("items.state");
                return List.of("sent").equals(states);
            });
            message = given().auth()
                    .oauth2(staff)
                    .get("/organisations/prifora/messages?requestId=" + story.id())
                    .path("items[0].id");
            given().auth()
                    .oauth2(staff)
                    .contentType("application/json")
                    .body("""
                            {"email": "lezer@example.org", "locale": "nl", "purposes": ["marketing"],
                             "consent": {"source": "account-page", "at": "2026-01-01T00:00:00Z"}}
                            """)
                    .put("/organisations/prifora/subscribers/lezer")
                    .then()
                    .statusCode(anyOf(is(200), is(201)));
            UUID row = UUID.fromString(ServiceRows.of("select id from subscriber where subscriber = 'lezer'")
                    .get(0));
            unsubscribe = links.link(row, "marketing").getPath().replaceFirst(".*/", "");
        }

        @Override
        public int port() {
            return RestAssured.port;
        }

        @Override
        public List<Map<String, String>> callers(Operation operation) {
            List<Map<String, String>> callers = new ArrayList<>();
            for (Map<String, List<String>> way : operation.security()) {
                if (way.containsKey("bearer")) {
                    callers.add(Map.of("Authorization", "Bearer " + staff));
                }
            }
            return callers;
        }

        @Override
        public String existing(Operation operation, String variable) {
            return switch (variable) {
                case "organisation" -> "prifora";
                case "subscriber" -> "lezer";
                case "token" -> unsubscribe;
                case "id" -> message;
                default -> "0198c0de-0000-7000-8000-000000000001";
            };
        }

        @Override
        public String body(Operation operation, String mediaType) {
            return mediaType.equals("message/rfc822")
                    ? Reports.postfix("<" + message + "@mail.example.org>", story.email(), "failed", "5.1.1")
                    : null;
        }

        @Override
        public Map<String, Long> stored() {
            return rows.counts();
        }
    }
}
