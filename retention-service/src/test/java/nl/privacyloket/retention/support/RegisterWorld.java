package nl.privacyloket.retention.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.sql.DataSource;
import nl.privacyloket.messaging.event.EventJson;

/** Data systems that register what they hold, and staff that look it up. */
@ApplicationScoped
public class RegisterWorld {
    public static final String HOLDINGS = "privacyloket.holdings.v1";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule());

    private final RetentionWorld world;
    private final DataSource dataSource;

    RegisterWorld(RetentionWorld world, DataSource dataSource) {
        this.world = world;
        this.dataSource = dataSource;
    }

    /** A line about a record of somebody known by a customer number. */
    public record Line(
            String system,
            String category,
            Map<String, String> identifier,
            String recordRef,
            String trigger,
            String startedOn,
            String role,
            Boolean removed) {

        public static Line of(
                PlayedSystem system, String category, String person, String recordRef, String trigger, String on) {
            return new Line(
                    system.id(),
                    category,
                    Map.of("type", "customer-number", "value", person),
                    recordRef,
                    trigger,
                    on,
                    null,
                    null);
        }

        public static Line removed(PlayedSystem system, String category, String recordRef) {
            return new Line(system.id(), category, null, recordRef, null, null, null, true);
        }

        public String json() {
            var members = new HashMap<String, Object>();
            put(members, "system", system);
            put(members, "category", category);
            put(members, "identifier", identifier);
            put(members, "recordRef", recordRef);
            put(members, "trigger", trigger);
            put(members, "startedOn", startedOn);
            put(members, "role", role);
            put(members, "removed", removed);
            return new String(EventJson.write(members), StandardCharsets.UTF_8);
        }

        private static void put(Map<String, Object> members, String name, Object value) {
            if (value != null) {
                members.put(name, value);
            }
        }
    }

    public Response register(String organisation, Line... lines) {
        var body = new StringJoiner("\n", "", "\n");
        for (var line : lines) {
            body.add(line.json());
        }
        return register(organisation, body.toString());
    }

    public Response register(String organisation, String body) {
        return world.as("system", organisation)
                .contentType("application/x-ndjson")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/organisations/" + organisation + "/holdings");
    }

    public Response tell(String organisation, String person, String event, String on) {
        return world.as("system", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "identifier", Map.of("type", "customer-number", "value", person), "event", event, "on", on))
                .post("/organisations/" + organisation + "/subject-events");
    }

    /** As said by a data system. */
    public Response tell(String organisation, PlayedSystem system, String person, String event, String on) {
        return world.as("system", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "identifier",
                        Map.of("type", "customer-number", "value", person),
                        "event",
                        event,
                        "on",
                        on,
                        "system",
                        system.id()))
                .post("/organisations/" + organisation + "/subject-events");
    }

    public Response search(String organisation, String person, String language) {
        return world.as("case-handler", organisation)
                .header("Accept-Language", language)
                .contentType(ContentType.JSON)
                .body(Map.of("identifier", Map.of("type", "customer-number", "value", person)))
                .post("/organisations/" + organisation + "/holdings/search");
    }

    /** The hash of somebody known by a customer number. */
    public String hash(String organisation, String person) {
        return world.subjectHash().of(organisation, "customer-number", person);
    }

    /** Publishes the policy of one of the five organisations as that of another, and returns once it is known. */
    public void publishPolicyOf(String statement, String organisation) {
        Map<String, Object> policy = read(statement);
        policy.put("organisation", organisation);
        publish(organisation, 1, policy);
    }

    /** Publishes a policy with these rules and nothing else that matters here. */
    public void publishRules(String organisation, int version, String validFrom, List<Map<String, Object>> rules) {
        Map<String, Object> policy = read("pinkweb");
        policy.put("organisation", organisation);
        policy.put("version", version);
        policy.put("validFrom", validFrom);
        policy.put("retention", rules);
        publish(organisation, version, policy);
    }

    public static Map<String, Object> rule(String category, String kind, String trigger, String period) {
        var rule = new HashMap<String, Object>();
        rule.put("id", category + "-" + kind);
        rule.put("category", category);
        rule.put("kind", kind);
        rule.put("trigger", trigger);
        rule.put("period", period);
        rule.put("countFrom", "trigger");
        rule.put("basis", "minimum".equals(kind) ? "AWR art. 52(4)" : "GDPR art. 5(1)(e)");
        rule.put("action", "erase");
        return rule;
    }

    private static Map<String, Object> read(String organisation) {
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> policy = YAML.readValue(
                    Path.of("..", "policies", organisation + ".yaml").toFile(), HashMap.class);
            return policy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(String organisation, int version, Map<String, Object> policy) {
        var event = world.bus()
                .send(
                        "privacyloket.policies.v1",
                        organisation + "/" + version,
                        "nl.privacyloket.policy.published.v1",
                        "request-service",
                        organisation,
                        Map.of(
                                "organisation", organisation,
                                "version", version,
                                "validFrom", policy.get("validFrom"),
                                "publishedAt", "2026-11-22T08:00:00Z",
                                "policy", policy));
        world.awaitHandled(event);
    }

    /** Sends records over Kafka, as a system does; returns the event's id. */
    public String send(PlayedSystem system, String organisation, List<Map<String, Object>> holdings) {
        return world.bus()
                .send(
                        HOLDINGS,
                        system.id(),
                        "nl.privacyloket.holding.registered.v1",
                        system.id(),
                        organisation,
                        Map.of("system", system.id(), "holdings", holdings));
    }

    public String sendEvent(PlayedSystem system, String organisation, String person, String event, String on) {
        return world.bus()
                .send(
                        HOLDINGS,
                        hash(organisation, person),
                        "nl.privacyloket.holding.subject-event.v1",
                        system.id(),
                        organisation,
                        Map.of(
                                "system",
                                system.id(),
                                "subjectHash",
                                hash(organisation, person),
                                "event",
                                event,
                                "on",
                                on));
    }

    /** The stored due date of a record; {@code null} when there is none. */
    public LocalDate dueOn(PlayedSystem system, String recordRef) {
        var dates = new ArrayList<LocalDate>();
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement("select h.due_on from holding h join holding_stream s"
                        + " on s.id = h.stream where s.system = ? and h.record_ref = ?")) {
            query.setString(1, system.id());
            query.setString(2, recordRef);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    dates.add(rows.getObject(1, LocalDate.class));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (dates.size() != 1) {
            throw new AssertionError(dates.size() + " records with the reference " + recordRef);
        }
        return dates.get(0);
    }

    /** How many records of a system are in the register. */
    public long registered(PlayedSystem system) {
        return world.number(
                "select count(*) from holding h join holding_stream s on s.id = h.stream where s.system = ?",
                system.id());
    }

    /** How many records of a system go on that date. */
    public long dueOn(PlayedSystem system, LocalDate date) {
        return world.number(
                "select count(*) from holding h join holding_stream s on s.id = h.stream"
                        + " where s.system = ? and h.due_on = ?",
                system.id(),
                date);
    }

    public void awaitHandled(String eventId) {
        world.awaitHandled(eventId);
    }
}
