package nl.privacyloket.connector.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.contract.fuzz.AccessMatrix;
import nl.privacyloket.contract.fuzz.Described;
import nl.privacyloket.contract.fuzz.Described.Operation;
import nl.privacyloket.contract.fuzz.Fuzz;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.contract.fuzz.ParkedLetter;
import nl.privacyloket.contract.fuzz.StoredRows;
import nl.privacyloket.contract.fuzz.Target;
import nl.privacyloket.stack.oidc.InvalidTokens;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, the connector answers with a problem document or does what it says, and goes on working. Its few calls are no
 * published contract: they are made from the document that it shows of itself.
 */
@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class HostileCallsQuarkusTest extends CallsOnRecord {
    private static final String HOME = "infactor";
    private static final String ELSEWHERE = "pinkweb";
    private static final String SYSTEM = "infactor-crm";

    @Test
    void noCallBreaksTheConnector() throws Exception {
        try (HeardLog log = HeardLog.start()) {
            Fuzz.Outcome outcome = new Fuzz(Described.at(RestAssured.port), new Crm()).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(outcome.notReached()).isEmpty();
            assertThat(log.text()).doesNotContain(Fuzz.mark());
        }
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void everyOperationIsOpenToThoseWhomTheDocumentNames() throws Exception {
        Described document = Described.at(RestAssured.port);
        assertThat(document.operations())
                .extracting(operation -> operation.name() + " " + operation.security())
                .containsExactlyInAnyOrder(
                        "GET /dead-letters [{bearer=[operator]}]",
                        "DELETE /dead-letters/{id} [{bearer=[operator]}]",
                        "POST /dead-letters/{id}/replay [{bearer=[operator]}]",
                        "POST /organisations/{organisation}/audit/actors/resolution [{bearer=[privacy-officer]}]",
                        "DELETE /organisations/{organisation}/audit/actors/{pseudonym} [{bearer=[privacy-officer]}]",
                        "GET /systems/{system}/k-anonymity [{bearer=[operator]}]");
        AccessMatrix matrix = new AccessMatrix(document, new Crm(), new AccessMatrix.Staff() {
            @Override
            public String organisation(boolean own) {
                return own ? HOME : ELSEWHERE;
            }

            @Override
            public String token(String role, boolean own) {
                return DataSystems.token(role, organisation(own));
            }

            @Override
            public Map<String, String> invalid() {
                return InvalidTokens.at(HOME);
            }
        });

        assertThat(matrix.faults()).isEmpty();
    }

    /** A data system with a command that was set aside, and somebody who read of it. */
    private final class Crm implements Target {
        private final ConnectedSystem system = system(SYSTEM);
        private final StoredRows rows = new StoredRows(system.dataSource());
        private final String staff = DataSystems.token(InvalidTokens.claims(HOME));
        private final String pseudonym = reads("leest@" + HOME);

        private Crm() throws Exception {}

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
                case "organisation" -> HOME;
                case "system" -> SYSTEM;
                case "pseudonym" -> pseudonym;
                case "id" -> ParkedLetter.of(HOME, system.deadLetters(), system.dataSource());
                default -> throw new IllegalArgumentException(operation + " " + variable);
            };
        }

        @Override
        public byte[] body(Operation operation, String scheme, String mediaType) {
            return ("{\"pseudonym\": \"" + pseudonym + "\"}").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String query(Operation operation) {
            return operation.path().endsWith("/k-anonymity") ? "table=contact&columns=email&k=2" : null;
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
