package nl.privacyloket.request.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.DataSystem;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import nl.privacyloket.stack.oidc.InvalidTokens;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the service answers with a problem document or does what it says, and goes on working. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class HostileCallsQuarkusTest {
    private static final List<String> ALL_ROLES =
            List.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    /** Asks for a copy of an identity document, so that there is one. */
    private static final String HOME = "primoforum";

    private static final String ELSEWHERE = "prifora";

    private final byte[] copy = Copies.pdf(Copies.MASKED);

    @Inject
    Counter counter;

    @Inject
    DataSystem system;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    DeadLetters letters;

    @Inject
    DataSource dataSource;

    @Test
    void noCallBreaksTheService() throws IOException {
        try (HeardLog log = HeardLog.start()) {
            Fuzz.Outcome outcome = new Fuzz("request-service", new Counters()).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(outcome.notReached()).isEmpty();
            assertThat(log.text()).doesNotContain(Fuzz.mark());
        }
        counter.anyoneRaw().get("/q/health/ready").then().statusCode(200);
        counter.inAssessment("prifora", "access");
    }

    @Test
    void everyOperationIsOpenToThoseWhomTheDocumentNames() throws IOException {
        AccessMatrix matrix = new AccessMatrix("request-service", new Counters(), new AccessMatrix.Staff() {
            @Override
            public String organisation(boolean own) {
                return own ? HOME : ELSEWHERE;
            }

            @Override
            public String token(String role, boolean own) {
                return counter.bearer(List.of(role), organisation(own));
            }

            @Override
            public Map<String, String> invalid() {
                return InvalidTokens.at(HOME);
            }
        });

        assertThat(matrix.faults()).isEmpty();
    }

    /** Requests at several places of their way, a disclosure, and whoever may call about them. */
    private final class Counters implements Target {
        private final StoredRows rows = new StoredRows(dataSource);
        private final List<Taken> requests = new ArrayList<>();
        private final String staff = counter.bearer(ALL_ROLES, HOME);
        private final Taken elsewhere = counter.asks(ELSEWHERE, "access");
        private final Taken identified = confirmed(Counter.body("access"));
        private final Taken represented;
        private final Taken granted;
        private final UUID command = UUID.randomUUID();
        private final Taken closed = closed();
        private final Taken offered = closed();
        private final String disclosure;
        private int asked;

        private Counters() {
            counter.handsIn(identified, "identity-document", copy).then().statusCode(201);
            Map<String, Object> byMentor = Counter.body("access");
            byMentor.put(
                    "representative", Map.of("name", "Helper", "email", "helper@example.org", "capacity", "mentor"));
            represented = confirmed(byMentor);
            counter.handsIn(represented, "representation-evidence", copy).then().statusCode(201);
            granted = counter.inAssessment(HOME, "access");
            counter.decides(granted, HOME, Map.of("outcome", "granted")).then().statusCode(200);
            disclosure = counter.staff("privacy-officer", HOME)
                    .body(Map.of(
                            "recipient",
                            Map.of("name", "Proefbank"),
                            "askedBy",
                            "person",
                            "basis",
                            "consent",
                            "categories",
                            List.of("account"),
                            "purpose",
                            "Voor een hypotheek.",
                            "subject",
                            Map.of("name", "Saskia Voorbeeld", "email", "saskia@example.org")))
                    .post("/organisations/" + HOME + "/disclosures")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            fresh();
        }

        private void fresh() {
            requests.clear();
            requests.add(counter.asks(HOME, "access"));
            Map<String, Object> corrected = Counter.body("rectification");
            corrected.put("corrections", List.of(Map.of("field", "name", "value", "Saskia Anders")));
            requests.add(counter.asks(HOME, corrected));
            requests.add(counter.inAssessment(HOME, "restriction"));
        }

        private Taken confirmed(Map<String, Object> body) {
            Taken request = counter.asks(HOME, body);
            counter.confirms(request).then().statusCode(200);
            return request;
        }

        /** With a package that is offered to another controller. */
        private Taken closed() {
            Map<String, Object> body = Counter.body("portability");
            body.put("transferTo", Map.of("name", "Fotoclub Ander", "email", "gegevens@example.org"));
            Taken request = counter.inAssessment(HOME, body);
            counter.decides(request, HOME, Map.of("outcome", "granted")).then().statusCode(200);
            system.answers(request, HOME, List.of(DataSystem.Held.of("account", "user_name", "saskia")));
            counter.person(request)
                    .post("/requests/" + request.id() + "/transfer")
                    .then()
                    .statusCode(200);
            return request;
        }

        /** That which an operation is called about, as far as it is a request. */
        private Taken about(Operation operation) {
            String path = operation.path();
            if (path.startsWith("/transfers")) {
                return offered;
            }
            if (path.endsWith("/export") || path.endsWith("/transfer")) {
                return closed;
            }
            if (path.contains("/export-parts")) {
                return granted;
            }
            if (path.endsWith("/identity-document")) {
                return identified;
            }
            return path.endsWith("/representation-evidence") ? represented : requests.get(asked % requests.size());
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
        public String token(Operation operation, String scheme) {
            return switch (scheme) {
                case "Upload-Token" -> system.uploadToken(granted, command);
                case "Transfer-Token" -> transferToken(offered);
                default ->
                    operation.path().startsWith("/disclosures")
                            ? disclosureToken()
                            : about(operation).statusToken();
            };
        }

        @Override
        public String anothersToken(Operation operation, String scheme) {
            return switch (scheme) {
                case "Upload-Token" -> system.uploadToken(closed, command);
                case "Transfer-Token" -> transferToken(closed);
                default -> elsewhere.statusToken();
            };
        }

        private String transferToken(Taken request) {
            return sealedToNotification("request.transfer-offered", request.id(), "receiver", "token");
        }

        private String disclosureToken() {
            return sealedToNotification("disclosure.consent-asked", disclosure, "contact", "statusToken");
        }

        private String sealedToNotification(String fact, String id, String member, String token) {
            return counter.open(
                            "notification-service", bus.await(fact, id).data().get(member))
                    .get(token)
                    .asText();
        }

        @Override
        public String existing(Operation operation, String variable) {
            return switch (variable) {
                case "organisation" -> HOME;
                case "version" -> "1";
                case "command" -> command.toString();
                case "pseudonym" -> pseudonym();
                case "id" -> id(operation);
                default -> throw new IllegalArgumentException(operation + " " + variable);
            };
        }

        private String id(Operation operation) {
            if (operation.path().startsWith("/dead-letters")) {
                return ParkedLetter.of(HOME, letters, dataSource);
            }
            if (operation.path().startsWith("/disclosures")) {
                return disclosure;
            }
            asked++;
            if (asked % 150 == 0) {
                fresh();
            }
            return about(operation).id();
        }

        private String pseudonym() {
            return stored.texts("select pseudonym from audit_pseudonym where organisation = '" + HOME
                            + "' and kind = 'actor' limit 1")
                    .get(0);
        }

        @Override
        public byte[] body(Operation operation, String scheme, String mediaType) {
            Object body =
                    switch (operation.name()) {
                        case "POST /organisations/{organisation}/audit/actors/resolution" ->
                            Map.of("pseudonym", pseudonym());
                        case "POST /organisations/{organisation}/requests" -> Counter.body("access");
                        case "POST /requests/{id}/decision" -> Map.of("outcome", "granted");
                        case "POST /requests/{id}/identity-verification" ->
                            Map.of("method", "masked-id-copy", "outcome", "verified");
                        case "POST /disclosures/{id}/consent" ->
                            "Status-Token".equals(scheme)
                                    ? Map.of("consent", "given")
                                    : Map.of("consent", "given", "channel", "post");
                        case "PUT /organisations/{organisation}/policy" -> policy();
                        default -> null;
                    };
            if (mediaType.equals("multipart/form-data")) {
                return copy;
            }
            return body == null ? null : EventJson.write(body);
        }

        /** The policy in force, once more and from a day far away. */
        private static Map<String, Object> policy() {
            try {
                Map<String, Object> policy = new YAMLMapper()
                        .readValue(Path.of("../policies/" + HOME + ".yaml").toFile(), new TypeReference<>() {});
                policy.put("validFrom", "2040-01-01");
                return policy;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Set<String> noting(Operation operation, int status) {
            return switch (operation.name() + " " + status) {
                // Wrong codes are counted.
                case "POST /requests/{id}/confirmation 422" -> Set.of("request");
                // That a copy was refused stands in the timeline, and what was in it nowhere.
                case "POST /requests/{id}/identity-document 422" -> Set.of("request_fact");
                default -> Set.of();
            };
        }

        @Override
        public String query(Operation operation) {
            return operation.path().equals("/audit/proof") ? "index=0&size=1" : null;
        }

        @Override
        public boolean isChangedInBackground(String table) {
            return false;
        }

        @Override
        public Map<String, String> stored() {
            return rows.digests();
        }
    }
}
