package nl.privacyloket.retention.support;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Everything around the retention service, played by tests: request service, data systems, staff. */
@ApplicationScoped
public class RetentionWorld {
    public static final String REQUESTS = "privacyloket.requests.v1";
    public static final String FACTS = "privacyloket.retention.v1";
    public static final String E_MAIL = "Saskia.Voorbeeld@example.org";

    private final Bus bus;
    private final Path keys;
    private final TokenRequests tokens;
    private final DataSource dataSource;

    RetentionWorld(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = RetentionEnvironment.KEYS) Path keys,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer,
            DataSource dataSource) {
        this.bus = new Bus(bootstrapServers);
        this.keys = keys;
        this.tokens = new TokenRequests(issuer);
        this.dataSource = dataSource;
    }

    @PreDestroy
    void close() {
        bus.close();
    }

    public Bus bus() {
        return bus;
    }

    /** The id of an organisation that no other test uses. */
    public String newOrganisation() {
        return "org-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A call by staff with one role at one organisation. */
    public RequestSpecification as(String role, String organisation) {
        try {
            return given().auth().oauth2(tokens.token(StaffClaims.of(role, organisation)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A data system of the organisation that can do everything, registered. */
    public PlayedSystem register(String organisation, String... categories) {
        var system = unregistered(organisation);
        register(organisation, system, categories);
        return system;
    }

    /** A data system that can do these things only, registered. */
    public PlayedSystem register(String organisation, List<String> capabilities, String... categories) {
        var system = unregistered(organisation);
        var body = registration(system, categories);
        body.put("capabilities", capabilities);
        registered(organisation, system, body, 201);
        return system;
    }

    public void registered(String organisation, PlayedSystem system, Map<String, Object> body, int status) {
        as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/organisations/" + organisation + "/systems/" + system.id())
                .then()
                .statusCode(status);
    }

    public PlayedSystem unregistered(String organisation) {
        var id = "system-" + UUID.randomUUID().toString().substring(0, 8);
        return new PlayedSystem(bus, keys, organisation, id);
    }

    public void register(String organisation, PlayedSystem system, String... categories) {
        registered(organisation, system, registration(system, categories), 201);
    }

    public Map<String, Object> registration(PlayedSystem system, String... categories) {
        var body = new HashMap<String, Object>();
        body.put("name", "System of a test");
        body.put("categories", List.of(categories));
        body.put("capabilities", List.of("access", "erase", "rectify", "restrict", "verify"));
        body.put("publicKey", system.publicKey());
        body.put("answerTime", "PT15M");
        return body;
    }

    /** Publishes a policy that keeps {@code invoices} for seven fiscal years and demands nothing else; returns once known. */
    public void publishPolicy(String organisation) {
        publishPolicy(organisation, 1, "2020-01-01", "P7Y");
    }

    public void publishPolicy(String organisation, int version, String validFrom, String invoicesKept) {
        publishPolicy(organisation, version, validFrom, invoicesKept, "platform");
    }

    public void publishPolicy(String organisation, int version, String validFrom, String invoicesKept, String scope) {
        publishPolicy(organisation, version, validFrom, invoicesKept, scope, "invoices");
    }

    /** A policy of a part of the organisation with one legal minimum, of whole fiscal years. */
    public void publishPolicy(
            String organisation, int version, String validFrom, String kept, String scope, String category) {
        var rule = new HashMap<String, Object>();
        rule.put("id", category + "-fiscal");
        rule.put("category", category);
        rule.put("kind", "minimum");
        rule.put("trigger", "collected");
        rule.put("period", kept);
        rule.put("countFrom", "calendar-year-end");
        rule.put("basis", "AWR art. 52(4)");
        rule.put("action", "erase");
        var policy = samplePolicy();
        policy.put("organisation", organisation);
        policy.put("version", version);
        policy.put("validFrom", validFrom);
        policy.put("retention", List.of(rule));
        policy.put("scope", Map.of("id", scope, "name", Map.of("nl", "Deel", "en", "Part")));
        bus.send(
                "privacyloket.policies.v1",
                organisation + "/" + version,
                "nl.privacyloket.policy.published.v1",
                "request-service",
                organisation,
                Map.of(
                        "organisation", organisation,
                        "version", version,
                        "validFrom", validFrom,
                        "publishedAt", "2026-11-22T08:00:00Z",
                        "policy", policy));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number(
                                "select count(*) from retention_rule where organisation = ? and version = " + version,
                                organisation)
                        == 1);
    }

    private static Map<String, Object> samplePolicy() {
        @SuppressWarnings("unchecked")
        Map<String, Object> policy = EventJson.mapper()
                .convertValue(
                        Contracts.sample("nl.privacyloket.policy.published.v1.sample")
                                .at("/data/policy"),
                        HashMap.class);
        return policy;
    }

    /** The request service says that the identity is verified; returns the request's id. */
    public UUID identityVerified(String organisation, String right) {
        var requestId = UUID.randomUUID();
        identityVerified(organisation, right, requestId);
        return requestId;
    }

    public UUID identityVerifiedFor(String organisation, String right, String... categories) {
        var requestId = UUID.randomUUID();
        identityVerified(organisation, right, requestId, List.of(categories));
        return requestId;
    }

    public void identityVerified(String organisation, String right, UUID requestId) {
        identityVerified(organisation, right, requestId, List.of());
    }

    private void identityVerified(String organisation, String right, UUID requestId, List<String> categories) {
        var data = new HashMap<String, Object>();
        data.put("requestId", requestId);
        data.put("reference", reference(organisation));
        data.put("right", right);
        data.put("role", null);
        data.put("method", "confirmed-email");
        data.put("verifiedAt", "2026-11-22T10:00:00Z");
        data.put("policyVersion", 1);
        data.put("receivedOn", "2026-11-22");
        data.put("categories", categories);
        data.put("subject", subject());
        fact(organisation, "identity-verified", requestId, data);
    }

    public void decided(
            String organisation, String right, UUID requestId, String outcome, String planHash, Object upload) {
        decided(organisation, right, requestId, outcome, planHash, upload, Map.of());
    }

    /** What was granted of a right that needs neither plan nor upload. */
    public void granted(String organisation, String right, UUID requestId, Map<String, Object> rest) {
        decided(organisation, right, requestId, "granted", null, null, rest);
    }

    /** A member {@code corrections} of a decision, from field and value by turns. */
    public Map<String, Object> correcting(String... fieldsAndValues) {
        var corrections = new ArrayList<Map<String, String>>();
        for (var at = 0; at < fieldsAndValues.length; at += 2) {
            corrections.add(Map.of("field", fieldsAndValues[at], "value", fieldsAndValues[at + 1]));
        }
        return Map.of(
                "corrections", requestService().sealer().seal("retention-service", Map.of("corrections", corrections)));
    }

    public void restrictionLifted(String organisation, UUID requestId, String... categories) {
        fact(
                organisation,
                "restriction-lifted",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "liftedAt",
                        "2027-01-11T09:00:00Z",
                        "policyVersion",
                        1,
                        "categories",
                        List.of(categories),
                        "subject",
                        subject()));
    }

    public void restrictionLiftingClosed(String organisation, UUID requestId) {
        fact(
                organisation,
                "restriction-lifting-closed",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "closedAt",
                        "2027-01-12T09:00:00Z"));
    }

    public void closed(String organisation, String right, UUID requestId) {
        fact(
                organisation,
                "closed",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "right",
                        right,
                        "outcome",
                        "granted",
                        "closedAt",
                        "2026-11-22T12:00:00Z",
                        "verdicts",
                        List.of(),
                        "overridden",
                        true));
    }

    public void decided(
            String organisation,
            String right,
            UUID requestId,
            String outcome,
            String planHash,
            Object upload,
            Map<String, Object> rest) {
        var data = new HashMap<String, Object>();
        data.put("requestId", requestId);
        data.put("reference", reference(organisation));
        data.put("right", right);
        data.put("outcome", outcome);
        data.put("ground", "granted".equals(outcome) ? null : "manifestly-unfounded-or-excessive");
        data.put("decidedAt", "2026-11-22T11:00:00Z");
        data.put("planHash", planHash);
        data.put(
                "reason",
                "granted".equals(outcome)
                        ? null
                        : requestService().sealer().seal("notification-service", Map.of("reason", "Reason of a test")));
        data.put("upload", upload == null ? null : requestService().sealer().seal("retention-service", upload));
        data.putAll(rest);
        fact(organisation, "decided", requestId, data);
    }

    private Object subject() {
        return requestService()
                .sealer()
                .seal("retention-service", Map.of("identifiers", List.of(Map.of("type", "e-mail", "value", E_MAIL))));
    }

    public void withdrawn(String organisation, UUID requestId) {
        fact(
                organisation,
                "withdrawn",
                requestId,
                Map.of(
                        "requestId",
                        requestId,
                        "reference",
                        reference(organisation),
                        "withdrawnAt",
                        "2026-11-22T11:00:00Z"));
    }

    private void fact(String organisation, String fact, UUID requestId, Map<String, Object> data) {
        bus.send(
                REQUESTS,
                requestId.toString(),
                "nl.privacyloket.request." + fact + ".v1",
                "request-service",
                organisation,
                data);
    }

    private static String reference(String organisation) {
        return organisation.replace("-", "").toUpperCase(Locale.ROOT) + "-2026-000001";
    }

    private KeyFolder requestService() {
        return KeyFolder.at(keys.resolve("request-service"));
    }

    public SubjectHash subjectHash() {
        return requestService().subjectHash();
    }

    /**
     * A privacy officer places a hold.
     *
     * @param order as in the body, in single quotes
     */
    public Response hold(String organisation, String order) {
        return as("privacy-officer", organisation)
                .contentType(ContentType.JSON)
                .body(order.replace('\'', '"'))
                .post("/organisations/" + organisation + "/holds");
    }

    public void liftHold(String organisation, String holdId) {
        as("privacy-officer", organisation)
                .delete("/organisations/" + organisation + "/holds/" + holdId)
                .then()
                .statusCode(204);
    }

    /** The facts of one kind about a request. */
    public List<Received> facts(UUID requestId, String kind, int count) {
        return bus.await(FACTS, count, isFact(requestId, kind));
    }

    public Received fact(UUID requestId, String kind) {
        return facts(requestId, kind, 1).get(0);
    }

    public List<Received> factsUpToNow(UUID requestId, String kind) {
        var facts = new ArrayList<>(bus.heard(FACTS));
        facts.removeIf(isFact(requestId, kind).negate());
        return facts;
    }

    private static Predicate<Received> isFact(UUID requestId, String kind) {
        return event -> event.key().equals(requestId.toString())
                && event.type().equals("nl.privacyloket.retention." + kind + ".v1");
    }

    /** A number from the database. */
    public long number(String query, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(query)) {
            for (var at = 0; at < parameters.length; at++) {
                statement.setObject(at + 1, parameters[at]);
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text from the database. */
    public String text(String query, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(query)) {
            for (var at = 0; at < parameters.length; at++) {
                statement.setObject(at + 1, parameters[at]);
            }
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes rows of the database as nobody but a test would. */
    public void update(String statement, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(statement)) {
            for (var at = 0; at < parameters.length; at++) {
                update.setObject(at + 1, parameters[at]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the service has dealt with an event, whatever became of it. */
    public void awaitHandled(String eventId) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number(
                                "select (select count(*) from inbox where event_id = ?)"
                                        + " + (select count(*) from dead_letter where event_id = ?)",
                                eventId,
                                eventId)
                        > 0);
    }

    /** Why an event was set aside; counts the dead letters with that reason. */
    public long deadLetters(String eventId, String reason) {
        return number("select count(*) from dead_letter where event_id = ? and reason = ?", eventId, reason);
    }
}
