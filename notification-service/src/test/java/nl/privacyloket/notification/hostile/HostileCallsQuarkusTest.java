package nl.privacyloket.notification.hostile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.contract.fuzz.AccessMatrix;
import nl.privacyloket.contract.fuzz.Described.Operation;
import nl.privacyloket.contract.fuzz.Fuzz;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.contract.fuzz.ParkedLetter;
import nl.privacyloket.contract.fuzz.StoredRows;
import nl.privacyloket.contract.fuzz.Target;
import nl.privacyloket.messaging.deadletter.DeadLetters;
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

    @Inject
    DeadLetters letters;

    @Test
    void noCallBreaksTheService() throws Exception {
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers());
                HeardLog log = HeardLog.start()) {
            Fuzz.Outcome outcome = new Fuzz("notification-service", new PostRoom(broker)).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(outcome.notReached()).isEmpty();
            assertThat(log.text()).doesNotContain(Fuzz.mark());
        }
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void everyOperationIsOpenToThoseWhomTheDocumentNames() throws Exception {
        PostRoom room;
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            room = new PostRoom(broker);
        }
        AccessMatrix matrix = new AccessMatrix("notification-service", room, new AccessMatrix.Staff() {
            @Override
            public String organisation(boolean own) {
                return own ? "prifora" : "primoforum";
            }

            @Override
            public String token(String role, boolean own) {
                return Surroundings.oidc().token(role, organisation(own));
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

    /** An organisation with something of everything that a call can be about. */
    private final class PostRoom implements Target {
        private static final String HOME = "/organisations/prifora";

        private final StoredRows rows = new StoredRows(dataSource);
        private final Story story;
        private final String message;
        private final String letter;
        private final String announcement;
        private final String unsubscribe;
        /** Jobs are for whom they were started by: with one role or with all it is the same person. */
        private final String staff = Surroundings.oidc()
                .token(new StaffClaims(
                        StaffClaims.of("privacy-officer", "prifora").subject(),
                        List.of("case-handler", "privacy-officer", "compliance", "operator", "system"),
                        List.of("prifora")));

        private PostRoom(Broker broker) throws Exception {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
            Story.policy(broker, "primoforum", 1, Organisations.primoforum());
            story = new Story(broker, "prifora", "access").received("nl", "Saskia Voorbeeld", null);
            Story byPost = new Story(broker, "prifora", "access")
                    .receivedByPost("nl", "Berend Brievenbus", "Brievenlaan 7\n9876 ZZ Postdorp");
            message = message(story, "sent");
            letter = message(byPost, "to-print");
            subscribe();
            UUID row = UUID.fromString(ServiceRows.of("select id from subscriber where subscriber = 'lezer'")
                    .get(0));
            unsubscribe = links.link(row, "marketing").getPath().replaceFirst(".*/", "");
            announcement = as().contentType("application/json")
                    .body("""
                            {"kind": "news", "purpose": "marketing", "texts": {
                              "nl": {"subject": "Nieuws %1$s", "text": "Er is nieuws."},
                              "en": {"subject": "News %1$s", "text": "There is news."}}}
                            """.formatted(UUID.randomUUID()))
                    .post(HOME + "/announcements")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id");
        }

        private RequestSpecification as() {
            return given().auth().oauth2(staff);
        }

        private String message(Story story, String state) {
            String path = HOME + "/messages?requestId=" + story.id();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> List.of(state)
                    .equals(as().get(path).path("items.findAll { it.receiver != 'staff' }.state")));
            return as().get(path).path("items.find { it.receiver != 'staff' }.id");
        }

        private void subscribe() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> as().contentType("application/json")
                                    .body("""
                            {"email": "lezer@example.org", "locale": "nl", "purposes": ["marketing"],
                             "consent": {"source": "account-page", "at": "2026-01-01T00:00:00Z"}}
                            """)
                                    .put(HOME + "/subscribers/lezer")
                                    .statusCode()
                            < 300);
        }

        private String suppressed() {
            return as().contentType("application/json")
                    .body(Map.of("email", "weg@example.org", "reason", "unwanted"))
                    .post(HOME + "/suppressed-addresses")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("id");
        }

        @Override
        public int port() {
            return RestAssured.port;
        }

        @Override
        public String staff() {
            return staff;
        }

        @Override
        public String existing(Operation operation, String variable) {
            return switch (variable) {
                case "organisation" -> "prifora";
                case "subscriber" -> {
                    if (operation.method().equals("DELETE")) {
                        subscribe();
                    }
                    yield "lezer";
                }
                case "token" -> unsubscribe;
                case "pseudonym" -> pseudonym();
                case "id" -> of(operation.path());
                default -> throw new IllegalArgumentException(operation + " " + variable);
            };
        }

        private String of(String path) {
            if (path.startsWith("/dead-letters")) {
                return ParkedLetter.of("prifora", letters, dataSource);
            }
            if (path.startsWith("/messages")) {
                return path.endsWith("/resend") ? message : letter;
            }
            return path.contains("/suppressed-addresses") ? suppressed() : announcement;
        }

        private static String pseudonym() {
            return ServiceRows.of("select pseudonym from audit_pseudonym where organisation = 'prifora'"
                            + " and kind = 'actor' limit 1")
                    .get(0);
        }

        @Override
        public byte[] body(Operation operation, String scheme, String mediaType) {
            String body = null;
            if (mediaType.equals("message/rfc822")) {
                body = Reports.postfix("<" + message + "@mail.example.org>", story.email(), "failed", "5.1.1");
            } else if (operation.path().endsWith("/resolution")) {
                body = "{\"pseudonym\": \"" + pseudonym() + "\"}";
            }
            return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String query(Operation operation) {
            return operation.path().equals("/audit/proof") ? "index=0&size=1" : null;
        }

        @Override
        public Map<String, String> stored() {
            return rows.digests();
        }
    }
}
