package nl.privacyloket.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.retention.certificate.Certificate;
import nl.privacyloket.retention.certificate.Certificates;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each endpoint of this service: who may call it, and that another organisation's data do not exist for them. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class AccessRulesQuarkusTest {
    private static final Set<String> ROLES =
            Set.of("case-handler", "privacy-officer", "compliance", "operator", "system");

    private static final String RESTORED_TO = "2026-11-20T03:00:00Z";

    private static Existing shared;

    @Inject
    RetentionWorld world;

    @Inject
    Certificates certificates;

    private record Endpoint(String method, String template, Set<String> roles) {

        String path(Existing existing) {
            return template.replace("{organisation}", existing.organisation())
                    .replace("{system}", existing.system().id())
                    .replace("{requestId}", existing.requestId().toString())
                    .replace("{hold}", existing.holdId())
                    .replace("{jobId}", existing.jobId())
                    .replace("{commandId}", existing.commandId().toString());
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private record Existing(
            String organisation, PlayedSystem system, UUID requestId, String holdId, String jobId, UUID commandId) {}

    static List<Endpoint> endpoints() {
        var staff = Set.of("case-handler", "privacy-officer");
        var officer = Set.of("privacy-officer");
        var proven = Set.of("case-handler", "compliance");
        return List.of(
                new Endpoint("GET", "/organisations/{organisation}/systems", Set.of("operator")),
                new Endpoint("GET", "/organisations/{organisation}/systems/{system}", Set.of("operator")),
                new Endpoint("PUT", "/organisations/{organisation}/systems/{system}", Set.of("operator")),
                new Endpoint("POST", "/organisations/{organisation}/holdings", Set.of("system")),
                new Endpoint("GET", "/organisations/{organisation}/holdings", Set.of("case-handler")),
                new Endpoint("POST", "/organisations/{organisation}/holdings/search", Set.of("case-handler")),
                new Endpoint("POST", "/organisations/{organisation}/subject-events", Set.of("system")),
                new Endpoint(
                        "GET",
                        "/organisations/{organisation}/sweeps",
                        Set.of("case-handler", "compliance", "operator")),
                new Endpoint("POST", "/organisations/{organisation}/sweeps", Set.of("operator")),
                new Endpoint("GET", "/organisations/{organisation}/schedule", Set.of("case-handler")),
                new Endpoint("GET", "/organisations/{organisation}/holds", officer),
                new Endpoint("POST", "/organisations/{organisation}/holds", officer),
                new Endpoint("GET", "/organisations/{organisation}/holds/{hold}", officer),
                new Endpoint("DELETE", "/organisations/{organisation}/holds/{hold}", officer),
                new Endpoint("POST", "/organisations/{organisation}/systems/{system}/restores", Set.of("operator")),
                new Endpoint("GET", "/jobs/{jobId}", Set.of("operator")),
                new Endpoint("GET", "/requests/{requestId}/certificate", proven),
                new Endpoint("GET", "/organisations/{organisation}/sweeps/{commandId}/certificate", proven),
                new Endpoint("GET", "/requests/{requestId}/erasure-plan", staff),
                new Endpoint("GET", "/requests/{requestId}/erasure", staff),
                new Endpoint("POST", "/requests/{requestId}/erasure/retry", Set.of("privacy-officer")));
    }

    @Test
    void everyEndpointOfThisServiceIsAmongThem() {
        Map<String, Map<String, Object>> paths =
                given().queryParam("format", "json").get("/q/openapi").path("paths");

        var described = paths.entrySet().stream()
                .filter(path -> !path.getKey().startsWith("/dead-letters")
                        // The same in every service: tested in request-service, PseudonymsQuarkusTest.
                        && !path.getKey().contains("/audit/actors")
                        && !path.getKey().startsWith("/audit")
                        // Public keys, for anybody: RequestCertificateQuarkusTest.
                        && !path.getKey().startsWith("/certificate-keys")
                        // The token of the command opens it, and nothing else does: HoldsQuarkusTest.
                        && !path.getKey().startsWith("/permits"))
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key ->
                                Set.of("get", "put", "post", "delete", "patch").contains(key))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        endpoints().stream().map(Endpoint::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void noTokenIsUnauthenticated(Endpoint endpoint) {
        var existing = untouched();

        var answer = call(given(), endpoint, existing);

        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:unauthenticated"));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aForgedTokenIsUnauthenticated(Endpoint endpoint) {
        var existing = untouched();

        var answer =
                call(given().auth().oauth2("eyJhbGciOiJub25lIn0.eyJyb2xlcyI6WyJvcGVyYXRvciJdfQ."), endpoint, existing);

        answer.then().statusCode(401);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void otherRolesAreForbidden(Endpoint endpoint) {
        var existing = untouched();

        var answers = Stream.of(ROLES.toArray(String[]::new))
                .filter(role -> !endpoint.roles().contains(role))
                .map(role -> call(world.as(role, existing.organisation()), endpoint, existing))
                .toList();

        assertThat(answers).isNotEmpty().allSatisfy(answer -> answer.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:forbidden")));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anotherOrganisationsDataDoNotExist(Endpoint endpoint) {
        var existing = untouched();
        var stranger = world.newOrganisation();

        var answers = endpoint.roles().stream()
                .map(role -> call(world.as(role, stranger), endpoint, existing))
                .toList();

        assertThat(answers).isNotEmpty().allSatisfy(answer -> answer.then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:not-found")));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void theOwnOrganisationIsServed(Endpoint endpoint) {
        var existing = existing();

        var answers = endpoint.roles().stream()
                .map(role -> call(world.as(role, existing.organisation()), endpoint, existing))
                .toList();

        assertThat(answers).isNotEmpty().allSatisfy(answer -> assertThat(answer.statusCode())
                .isIn(200, 201, 202, 204, 409));
    }

    @Test
    void aRequestIdThatIsNoneIsNotFound() {
        var answer = world.as("case-handler", world.newOrganisation()).get("/requests/none/erasure");

        answer.then().statusCode(404).contentType("application/problem+json");
    }

    private Response call(RequestSpecification caller, Endpoint endpoint, Existing existing) {
        if (endpoint.method().equals("POST") && endpoint.template().endsWith("/holds")) {
            caller.contentType(ContentType.JSON)
                    .body(Map.of("reason", "complaint", "scope", Map.of("category", "account")));
        }
        if (endpoint.template().endsWith("/restores")) {
            caller.contentType(ContentType.JSON).body(Map.of("restoredTo", RESTORED_TO));
        }
        if (endpoint.method().equals("PUT")) {
            caller.contentType(ContentType.JSON).body(world.registration(existing.system(), "account"));
        }
        var identifier = Map.of("type", "customer-number", "value", "C-1042");
        if (endpoint.method().equals("POST") && endpoint.template().endsWith("/holdings")) {
            caller.contentType("application/x-ndjson").body(new byte[0]);
        } else if (endpoint.template().endsWith("/holdings")) {
            caller.queryParam("identifierType", "customer-number").queryParam("identifierValue", "C-1042");
        } else if (endpoint.template().endsWith("/holdings/search")) {
            caller.contentType(ContentType.JSON).body(Map.of("identifier", identifier));
        } else if (endpoint.template().endsWith("/subject-events")) {
            caller.contentType(ContentType.JSON)
                    .body(Map.of("identifier", identifier, "event", "account-closed", "on", "2026-11-20"));
        } else if (endpoint.template().endsWith("/schedule")) {
            caller.queryParam("on", "2030-01-01");
        }
        return caller.request(endpoint.method(), endpoint.path(existing));
    }

    /** For calls that change nothing: one serves them all. */
    private Existing untouched() {
        if (shared == null) {
            shared = existing();
        }
        return shared;
    }

    private Existing existing() {
        var organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        var system = world.register(organisation, "account");
        var requestId = world.requests().identityVerified(organisation, "erasure");
        system.verified(system.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-planned");
        String holdId = world.hold(organisation, "{'reason':'complaint','scope':{'category':'account'}}")
                .path("id");
        String jobId = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of("restoredTo", RESTORED_TO))
                .post("/organisations/" + organisation + "/systems/" + system.id() + "/restores")
                .path("id");
        var commandId = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            certificates.issue(certificate("request", organisation, requestId, null));
            certificates.issue(certificate("sweep", organisation, null, commandId));
        });
        return new Existing(organisation, system, requestId, holdId, jobId, commandId);
    }

    private static Certificate certificate(String kind, String organisation, UUID requestId, UUID commandId) {
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
}
