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
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
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
    private final PlayedRequestService requests;
    private final TokenRequests tokens;
    private final DataSource dataSource;

    RetentionWorld(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = RetentionEnvironment.KEYS) Path keys,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer,
            DataSource dataSource) {
        this.bus = new Bus(bootstrapServers);
        this.keys = keys;
        this.requests = new PlayedRequestService(bus, keys.resolve("request-service"));
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
        return given().auth().oauth2(bearer(List.of(role), organisation));
    }

    /** The token of somebody with these roles at one organisation. */
    public String bearer(List<String> roles, String organisation) {
        try {
            return tokens.token(
                    roles.size() == 1
                            ? StaffClaims.of(roles.get(0), organisation)
                            : new StaffClaims("everything@" + organisation, roles, List.of(organisation)));
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

    public SubjectHash subjectHash() {
        return requests.keys().subjectHash();
    }

    /** What the request service says. */
    public PlayedRequestService requests() {
        return requests;
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

    /** The entries about an object, as action and outcome in the order of the log. */
    public List<String> audited(String objectId) {
        var entries = text(
                "select string_agg(action || ' ' || outcome, ',' order by place, at_place) from ("
                        + "select 0 place, index at_place, action, outcome from audit_entry where object_id = ?"
                        + " union all select 1, id, action, outcome from audit_pending where object_id = ?) entry",
                objectId,
                objectId);
        return entries == null ? List.of() : List.of(entries.split(","));
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
