package nl.privacyloket.retention.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.privacyloket.messaging.topic.TopicDeclaration;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SystemsQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    CommandTopics topics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private String organisation;

    @BeforeEach
    void organisation() {
        organisation = world.newOrganisation();
    }

    @Test
    void registersASystem() {
        var system = world.unregistered(organisation);
        var body = world.registration(system, "invoices", "account", "account");
        body.put("backupWindow", "P56D");

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("id", equalTo(system.id()))
                .body("organisation", equalTo(organisation))
                .body("kind", equalTo("own"))
                .body("categories", contains("account", "invoices"))
                .body("backupWindow", equalTo("P56D"))
                .body("answerTime", equalTo("PT15M"))
                .body("commandTopic", equalTo(system.topic()))
                .body("publicKey.crv", equalTo("P-256"))
                .body("publicKey.d", nullValue());
        assertThat(world.number(
                        "select (select count(*) from audit_entry where action = 'system.registered' and object_id = ?)"
                                + " + (select count(*) from audit_pending where action = 'system.registered' and object_id = ?)",
                        system.id(),
                        system.id()))
                .isEqualTo(1);
    }

    @Test
    void createsTheCommandTopicWithAShortLife() throws Exception {
        var system = world.register(organisation, "account");

        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            await().until(() -> admin.listTopics().names().get().contains(system.topic()));
            var topic = admin.describeTopics(List.of(system.topic()))
                    .allTopicNames()
                    .get()
                    .get(system.topic());
            assertThat(topic.partitions()).hasSize(6);
        }
    }

    @Test
    void declaresTheTopicsOfRegisteredSystemsAnewAtEachStart() {
        var system = world.register(organisation, "account");

        var names = topics.topics().stream().map(TopicDeclaration::name);

        assertThat(names).contains("privacyloket.retention.v1", "privacyloket.results.v1", system.topic());
    }

    @Test
    void changesARegistrationThatTheCallerHasSeen() {
        var system = world.register(organisation, "account");
        var body = world.registration(system, "account");
        body.put("name", "Another name");

        var answer = world.as("operator", organisation)
                .header("If-Match", "\"0\"")
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then().statusCode(200).header("ETag", "\"1\"").body("name", equalTo("Another name"));
        assertThat(world.audited(system.id())).containsExactly("system.registered done", "system.changed done");
    }

    @Test
    void refusesAChangeOfAnEarlierVersion() {
        var system = world.register(organisation, "account");

        var answer = world.as("operator", organisation)
                .header("If-Match", "\"7\"")
                .contentType(ContentType.JSON)
                .body(world.registration(system, "account", "invoices"))
                .put(path(system.id()));

        answer.then().statusCode(412).body("type", equalTo("urn:privacyloket:problem:changed-meanwhile"));
    }

    @Test
    void leavesNoTraceOfARepetition() {
        var system = world.register(organisation, "account");

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(world.registration(system, "account"))
                .put(path(system.id()));

        answer.then().statusCode(200).header("ETag", "\"0\"");
        assertThat(world.number(
                        "select (select count(*) from audit_entry where object_id = ?)"
                                + " + (select count(*) from audit_pending where object_id = ?)",
                        system.id(),
                        system.id()))
                .isEqualTo(1);
    }

    @Test
    void refusesAnIdThatAnotherOrganisationHas() {
        var other = world.newOrganisation();
        var system = world.register(other, "account");

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(world.registration(system, "account"))
                .put(path(system.id()));

        answer.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:system-id-taken"));
        assertThat(answer.asString()).doesNotContain(other);
    }

    @Test
    void listsTheSystemsOfTheOrganisationOnly() {
        var system = world.register(organisation, "account");
        var foreign = world.register(world.newOrganisation(), "account");

        var answer = world.as("operator", organisation).get("/organisations/" + organisation + "/systems?size=10");

        answer.then()
                .statusCode(200)
                .body("items.id", contains(system.id()))
                .body("items.id", not(hasItem(foreign.id())))
                .body("total", equalTo(1))
                .body("size", equalTo(10));
    }

    static Stream<Arguments> badFields() {
        return Stream.of(
                Arguments.of("name", null),
                Arguments.of("name", " "),
                Arguments.of("name", "x".repeat(201)),
                Arguments.of("kind", "foreign"),
                Arguments.of("categories", List.of()),
                Arguments.of("categories", List.of("Not A Category")),
                Arguments.of("capabilities", null),
                Arguments.of("capabilities", List.of("fly")),
                Arguments.of("publicKey", null),
                Arguments.of("publicKey", "text"),
                Arguments.of("publicKey", Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")),
                Arguments.of("publicKey", Map.of("kty", "EC", "crv", "P-256", "x", "AAAA", "y", "AAAA")),
                Arguments.of("backupWindow", "56 days"),
                Arguments.of("backupWindow", "P99999999999Y"),
                Arguments.of("backupWindow", "-P1D"),
                Arguments.of("answerTime", "P1M"),
                Arguments.of("answerTime", "PT0S"),
                Arguments.of("unknown", "field"));
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void refusesABadField(String field, Object value) {
        var system = world.unregistered(organisation);
        var body = new HashMap<>(world.registration(system, "account"));
        body.put(field, value);

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:invalid-input"))
                .body("errors[0].field", startsWith(field));
        assertThat(world.number("select count(*) from data_system where id = ?", system.id()))
                .isZero();
    }

    @Test
    void refusesAPrivateKey() {
        var system = world.unregistered(organisation);
        var body = world.registration(system, "account");
        var withPrivateMember = new HashMap<>(system.publicKey());
        withPrivateMember.put("d", "c2VjcmV0");
        body.put("publicKey", withPrivateMember);

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then().statusCode(400).body("errors.field", contains("publicKey"));
    }

    @Test
    void refusesAnErasureThatCannotBeReadBack() {
        var system = world.unregistered(organisation);
        var body = world.registration(system, "account");
        body.put("capabilities", List.of("erase"));

        var answer = world.as("operator", organisation)
                .header("Accept-Language", "nl-NL")
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then()
                .statusCode(400)
                .body(
                        "errors.message",
                        contains("heeft de mogelijkheid erase zonder verify, zodat een wissing niet is na te gaan"));
    }

    @Test
    void takesCategoriesThatGoByTheirAge() {
        var system = world.unregistered(organisation);
        var body = world.registration(system, "account", "visits");
        body.put("capabilities", List.of("purge", "verify"));
        body.put("ageSwept", List.of("visits", "visits"));

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then().statusCode(201).body("ageSwept", contains("visits"));
    }

    static Stream<Arguments> ageSweptInVain() {
        return Stream.of(
                Arguments.of(List.of("purge", "verify"), List.of("visits")),
                Arguments.of(List.of("erase", "verify"), List.of("account")),
                Arguments.of(List.of("purge"), List.of("account")));
    }

    @ParameterizedTest
    @MethodSource("ageSweptInVain")
    void refusesWhatItCouldNotBeToldToLetGoOf(List<String> capabilities, List<String> ageSwept) {
        var system = world.unregistered(organisation);
        var body = world.registration(system, "account");
        body.put("capabilities", capabilities);
        body.put("ageSwept", ageSwept);

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(system.id()));

        answer.then().statusCode(400).body("errors.field", hasItem(startsWith("ageSwept")));
    }

    @Test
    void refusesTheNameOfOneOfOurServices() {
        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(world.registration(world.unregistered(organisation), "account"))
                .put(path("request-service"));

        answer.then().statusCode(409).body("type", equalTo("urn:privacyloket:problem:system-id-taken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "-dash", "dot.ted", "under_score"})
    void refusesAnIdThatCannotNameATopic(String id) {
        var body = world.registration(world.unregistered(organisation), "account");

        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(id));

        answer.then().statusCode(400).body("errors.field", contains("system"));
    }

    @Test
    void refusesMalformedJson() {
        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body("{\"name\": ")
                .put(path("system-x"));

        answer.then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesAnotherMediaType() {
        var answer = world.as("operator", organisation)
                .contentType(ContentType.TEXT)
                .body("name")
                .put(path("system-x"));

        answer.then().statusCode(415).contentType("application/problem+json");
    }

    @Test
    void describesItselfInOpenApi() {
        var answer = given().queryParam("format", "json").get("/q/openapi");

        answer.then()
                .statusCode(200)
                .body("paths.keySet()", hasItem("/organisations/{organisation}/systems/{system}"))
                .body("paths.keySet()", hasItem("/requests/{requestId}/erasure-plan"));
    }

    private String path(String system) {
        return "/organisations/" + organisation + "/systems/" + system;
    }
}
