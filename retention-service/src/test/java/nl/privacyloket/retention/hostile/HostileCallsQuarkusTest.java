package nl.privacyloket.retention.hostile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import nl.privacyloket.retention.certificate.Certificate;
import nl.privacyloket.retention.certificate.Certificates;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.PermitAddress;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
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

    @Inject
    DeadLetters letters;

    @Inject
    Certificates certificates;

    @Inject
    Holds holds;

    @Inject
    Permits permits;

    @Test
    void noCallBreaksTheService() throws IOException {
        try (HeardLog log = HeardLog.start()) {
            Fuzz.Outcome outcome = new Fuzz("retention-service", new Register()).run();

            System.out.println("hostile calls " + outcome);
            assertThat(outcome.answers()).containsKeys(200, 400, 404);
            assertThat(outcome.notReached()).isEmpty();
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
            public String organisation(boolean own) {
                return own ? register.organisation : "vreemd";
            }

            @Override
            public String token(String role, boolean own) {
                return world.bearer(List.of(role), organisation(own));
            }

            @Override
            public Map<String, String> invalid() {
                return InvalidTokens.at(register.organisation);
            }
        });

        assertThat(matrix.faults()).isEmpty();
    }

    /** An organisation with something of everything that a call can be about. */
    private final class Register implements Target {
        private final StoredRows rows = new StoredRows(dataSource);
        private final String organisation = world.newOrganisation();
        private final PlayedSystem system;
        private final UUID request;
        private final UUID sweep = UUID.randomUUID();
        private final String job;
        private final String staff;
        private final PermitAddress permit;
        private final PermitAddress anothersPermit;

        private Register() {
            world.publishPolicy(organisation);
            system = world.register(organisation, "account");
            request = world.requests().identityVerified(organisation, "erasure");
            system.verified(system.command(request, "verify", 1), Held.of("account", "2026-01-05", 1));
            world.fact(request, "erasure-planned");
            job = world.as("operator", organisation)
                    .contentType(ContentType.JSON)
                    .body(Map.of("restoredTo", "2026-11-20T20:00:00Z"))
                    .post("/organisations/" + organisation + "/systems/" + system.id() + "/restores")
                    .path("id");
            QuarkusTransaction.requiringNew().run(() -> {
                certificates.issue(certificate("request", request, null));
                certificates.issue(certificate("sweep", null, sweep));
            });
            staff = world.bearer(
                    List.of("case-handler", "privacy-officer", "compliance", "operator", "system"), organisation);
            permit = permit();
            anothersPermit = permit();
        }

        private PermitAddress permit() {
            var epoch = holds.inForce(organisation, holds.today(organisation)).epoch();
            return QuarkusTransaction.requiringNew()
                    .call(() -> permits.issue(UUID.randomUUID(), organisation, system.id(), epoch));
        }

        private Certificate certificate(String kind, UUID requestId, UUID commandId) {
            var at = Instant.parse("2026-11-22T10:00:00Z");
            return new Certificate(
                    UUID.randomUUID(),
                    kind,
                    organisation,
                    requestId,
                    null,
                    commandId,
                    1,
                    null,
                    List.of(),
                    at,
                    at,
                    false,
                    List.of(),
                    List.of(),
                    null,
                    at);
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
            return permit.token();
        }

        @Override
        public String anothersToken(Operation operation, String scheme) {
            return anothersPermit.token();
        }

        @Override
        public String existing(Operation operation, String variable) {
            return switch (variable) {
                case "organisation" -> organisation;
                case "system" -> system.id();
                case "requestId" -> request.toString();
                case "hold" ->
                    world.hold(organisation, "{'reason':'complaint','scope':{'category':'account'}}")
                            .path("id");
                case "jobId" -> job;
                case "commandId" ->
                    operation.path().startsWith("/permits")
                            ? URI.create(permit.url()).getPath().split("/")[2]
                            : sweep.toString();
                case "id" -> ParkedLetter.of(organisation, letters, dataSource);
                case "pseudonym" -> pseudonym();
                default -> throw new IllegalArgumentException(operation + " " + variable);
            };
        }

        private String pseudonym() {
            return world.text(
                    "select pseudonym from audit_pseudonym where organisation = ? and kind = 'actor' limit 1",
                    organisation);
        }

        @Override
        public byte[] body(Operation operation, String scheme, String mediaType) {
            String body =
                    switch (operation.name()) {
                        case "POST /organisations/{organisation}/audit/actors/resolution" ->
                            "{'pseudonym': '" + pseudonym() + "'}";
                        case "POST /organisations/{organisation}/holds" ->
                            "{'reason': 'complaint', 'scope': {'category': 'account'}}";
                        case "POST /organisations/{organisation}/subject-events" ->
                            "{'identifier': {'type': 'customer-number', 'value': 'C-1042'}, 'event': 'account-closed',"
                                    + " 'on': '2026-11-20'}";
                        case "PUT /organisations/{organisation}/systems/{system}" ->
                            new String(EventJson.write(world.registration(system, "account")), StandardCharsets.UTF_8);
                        default -> null;
                    };
            return body == null ? null : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String query(Operation operation) {
            return switch (operation.path()) {
                case "/audit/proof" -> "index=0&size=1";
                case "/organisations/{organisation}/schedule" -> "on=2030-01-01";
                default -> null;
            };
        }

        @Override
        public Map<String, String> stored() {
            return rows.digests();
        }
    }
}
