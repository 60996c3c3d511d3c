package nl.privacyloket.retention.hostile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.contract.fuzz.AccessMatrix;
import nl.privacyloket.contract.fuzz.Described.Operation;
import nl.privacyloket.contract.fuzz.Fuzz;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.contract.fuzz.StoredRows;
import nl.privacyloket.contract.fuzz.Target;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.stack.oidc.InvalidTokens;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the service answers with a problem document or does what it says, and goes on working. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HostileCallsQuarkusTest {
    @Inject
    RetentionWorld world;

    @Inject
    DataSource dataSource;

    @Test
    void noCallBreaksTheService() throws IOException {
        try (HeardLog log = HeardLog.start()) {
            Fuzz.Outcome outcome = new Fuzz("retention-service", new Register()).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(log.text()).doesNotContain(Fuzz.mark());
        }
        given().get("/q/health/live").then().statusCode(200);
        world.register(world.newOrganisation(), "account");
    }

    @Test
    void everyOperationIsOpenToThoseWhomTheDocumentNames() throws IOException {
        Register register = new Register();
        AccessMatrix matrix = new AccessMatrix("retention-service", register, new AccessMatrix.Staff() {
            @Override
            public String token(String role, boolean own) {
                return world.bearer(List.of(role), own ? register.organisation : "vreemd");
            }

            @Override
            public Map<String, String> invalid() {
                return InvalidTokens.at(register.organisation);
            }
        });

        assertThat(matrix.faults()).isEmpty();
    }

    /** An organisation with a system, a case and a hold. */
    private final class Register implements Target {
        private final StoredRows rows = new StoredRows(dataSource);
        private final String organisation = world.newOrganisation();
        private final PlayedSystem system;
        private final UUID request;
        private final String hold;
        private final String staff;

        private Register() {
            world.publishPolicy(organisation);
            system = world.register(organisation, "account");
            request = world.requests().identityVerified(organisation, "erasure");
            system.command(request, "verify", 1);
            hold = world.hold(organisation, "{'reason':'complaint','scope':{'category':'account'}}")
                    .path("id");
            staff = world.bearer(
                    List.of("case-handler", "privacy-officer", "compliance", "operator", "system"), organisation);
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
                } else {
                    way.keySet().forEach(header -> callers.add(Map.of(header, "guessed")));
                }
            }
            return callers;
        }

        @Override
        public String existing(Operation operation, String variable) {
            return switch (variable) {
                case "organisation" -> organisation;
                case "system" -> system.id();
                case "requestId" -> request.toString();
                case "hold" -> hold;
                default -> "0198c0de-0000-7000-8000-000000000001";
            };
        }

        @Override
        public Map<String, Long> stored() {
            return rows.counts();
        }
    }
}
