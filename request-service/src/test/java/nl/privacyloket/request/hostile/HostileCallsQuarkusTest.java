package nl.privacyloket.request.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.contract.fuzz.AccessMatrix;
import nl.privacyloket.contract.fuzz.Described.Operation;
import nl.privacyloket.contract.fuzz.Fuzz;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.contract.fuzz.StoredRows;
import nl.privacyloket.contract.fuzz.Target;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.stack.oidc.InvalidTokens;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the service answers with a problem document or does what it says, and goes on working. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class HostileCallsQuarkusTest {
    private static final List<String> ALL_ROLES =
            List.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    @Inject
    Counter counter;

    @Inject
    DataSource dataSource;

    @Test
    void noCallBreaksTheService() throws IOException {
        try (HeardLog log = HeardLog.start()) {
            Fuzz.Outcome outcome = new Fuzz("request-service", new Counters()).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(log.text()).doesNotContain(Fuzz.mark());
        }
        counter.anyoneRaw().get("/q/health/ready").then().statusCode(200);
        counter.inAssessment("prifora", "access");
    }

    @Test
    void everyOperationIsOpenToThoseWhomTheDocumentNames() throws IOException {
        AccessMatrix matrix = new AccessMatrix("request-service", new Counters(), new AccessMatrix.Staff() {
            @Override
            public String token(String role, boolean own) {
                return counter.bearer(List.of(role), own ? "prifora" : "primoforum");
            }

            @Override
            public Map<String, String> invalid() {
                return InvalidTokens.at("prifora");
            }
        });

        assertThat(matrix.faults()).isEmpty();
    }

    /** Requests at several places of their way, and whoever may call about them. */
    private final class Counters implements Target {
        private final StoredRows rows = new StoredRows(dataSource);
        private final List<Taken> requests = new ArrayList<>();
        private final String staff = counter.bearer(ALL_ROLES, "prifora");
        private final String disclosure = counter.staff("privacy-officer", "prifora")
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
                .post("/organisations/prifora/disclosures")
                .path("id");
        private int asked;

        private Counters() {
            fresh();
        }

        private void fresh() {
            requests.clear();
            requests.add(counter.asks("prifora", "access"));
            requests.add(counter.asks("prifora", "rectification"));
            requests.add(counter.inAssessment("prifora", "restriction"));
        }

        private Taken current() {
            return requests.get(asked % requests.size());
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
                } else if (way.containsKey("Status-Token")) {
                    callers.add(Map.of("Status-Token", current().statusToken()));
                } else {
                    way.keySet().forEach(header -> callers.add(Map.of(header, "guessed")));
                }
            }
            return callers;
        }

        @Override
        public String existing(Operation operation, String variable) {
            if (variable.equals("id")) {
                asked++;
                if (asked % 150 == 0) {
                    fresh();
                }
                return operation.path().startsWith("/disclosures")
                        ? disclosure
                        : current().id();
            }
            return switch (variable) {
                case "organisation" -> "prifora";
                case "version" -> "1";
                case "pseudonym" -> "a0000000000000000000000000000000";
                default -> "0198c0de-0000-7000-8000-000000000001";
            };
        }

        @Override
        public Map<String, Long> stored() {
            return rows.counts();
        }
    }
}
