package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SubjectEventsQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    private String organisation;
    private PlayedSystem shop;

    @BeforeEach
    void shopThatKeepsAccountsUntilTheyAreClosed() {
        organisation = world.newOrganisation();
        rules(organisation);
        shop = world.register(organisation, "account");
    }

    private void rules(String owner) {
        register.publishRules(
                owner, 1, "2020-01-01", List.of(RegisterWorld.rule("account", "maximum", "account-closed", "P1M")));
    }

    private Line account(PlayedSystem system, String person, String ref) {
        return Line.of(system, "account", person, ref, "collected", "2020-05-05");
    }

    @Test
    void anEventAfterTheRegistrationGivesADueDate() {
        register.register(
                organisation, account(shop, "C-1", "a:1"), account(shop, "C-1", "a:2"), account(shop, "C-2", "a:3"));

        var answer = register.tell(organisation, "C-1", "account-closed", "2026-10-31");

        answer.then().statusCode(200).body("recomputed", equalTo(2)).body("changed", equalTo(2));
        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-11-30"));
        assertThat(register.dueOn(shop, "a:2")).isEqualTo(LocalDate.parse("2026-11-30"));
        assertThat(register.dueOn(shop, "a:3")).isNull();
    }

    @Test
    void anEventBeforeTheRegistrationCountsToo() {
        register.tell(organisation, "C-1", "account-closed", "2026-10-31")
                .then()
                .statusCode(200)
                .body("recomputed", equalTo(0));

        register.register(organisation, account(shop, "C-1", "a:1"), account(shop, "C-2", "a:2"));

        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-11-30"));
        assertThat(register.dueOn(shop, "a:2")).isNull();
    }

    @Test
    void theLastToldDateCounts() {
        register.register(organisation, account(shop, "C-1", "a:1"));
        register.tell(organisation, "C-1", "account-closed", "2026-10-31");

        var moved = register.tell(organisation, "C-1", "account-closed", "2026-09-15");
        var again = register.tell(organisation, "C-1", "account-closed", "2026-09-15");

        moved.then().statusCode(200).body("recomputed", equalTo(1)).body("changed", equalTo(1));
        again.then().statusCode(200).body("recomputed", equalTo(1)).body("changed", equalTo(0));
        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-10-15"));
        assertThat(world.number(
                        "select (select count(*) from audit_entry where action = 'subject-event.told' and organisation = ?)"
                                + " + (select count(*) from audit_pending where action = 'subject-event.told' and organisation = ?)",
                        organisation,
                        organisation))
                .isEqualTo(2);
    }

    @Test
    void anOlderDateOfAnotherSystemOverwritesNothingButItsOwn() {
        var crm = world.register(organisation, "account");
        register.register(organisation, account(shop, "C-1", "a:1"));

        register.tell(organisation, shop, "C-1", "account-closed", "2026-11-20");
        register.tell(organisation, crm, "C-1", "account-closed", "2025-01-05");

        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-12-20"));
        register.register(organisation, account(shop, "C-1", "a:2"));
        assertThat(register.dueOn(shop, "a:2")).isEqualTo(LocalDate.parse("2026-12-20"));
        register.tell(organisation, shop, "C-1", "account-closed", "2024-03-01");
        assertThat(register.dueOn(shop, "a:1"))
                .as("the shop has corrected itself")
                .isEqualTo(LocalDate.parse("2025-02-05"));
    }

    @Test
    void aPersonIsKnownHoweverTheIdentifierIsWritten() {
        register.register(organisation, account(shop, " c-1", "a:1"));

        var answer = register.tell(organisation, "C-1 ", "account-closed", "2026-10-31");

        answer.then().statusCode(200).body("recomputed", equalTo(1));
    }

    @Test
    void eventsOfOneOrganisationMoveNothingAtAnother() {
        var other = world.newOrganisation();
        rules(other);
        var otherShop = world.register(other, "account");
        register.register(organisation, account(shop, "C-1", "a:1"));
        register.register(other, account(otherShop, "C-1", "a:1"));

        var answer = register.tell(other, "C-1", "account-closed", "2026-10-31");

        answer.then().statusCode(200).body("recomputed", equalTo(1));
        assertThat(register.dueOn(otherShop, "a:1")).isEqualTo(LocalDate.parse("2026-11-30"));
        assertThat(register.dueOn(shop, "a:1")).isNull();
    }

    /** Whichever of the two commits first, nobody's event is missed. */
    @Test
    void eventsThatComeWhileRecordsAreRegisteredAreNotMissed() {
        var people = IntStream.range(0, 60).mapToObj(number -> "P-" + number).toList();
        var body = IntStream.range(0, 12_000)
                .mapToObj(at ->
                        account(shop, people.get(at % people.size()), "a:" + at).json())
                .collect(Collectors.joining("\n"));
        var registering = CompletableFuture.supplyAsync(() -> register.register(organisation, body));

        people.forEach(person -> register.tell(organisation, person, "account-closed", "2026-10-31"));

        registering.join().then().statusCode(200).body("accepted", equalTo(12_000));
        assertThat(register.dueOn(shop, LocalDate.parse("2026-11-30"))).isEqualTo(12_000);
    }

    @Test
    void anEventOverKafkaCountsAsWell() {
        register.register(organisation, account(shop, "C-1", "a:1"));

        var event = register.sendEvent(shop, organisation, "C-1", "account-closed", "2026-10-31");

        register.awaitHandled(event);
        assertThat(register.dueOn(shop, "a:1")).isEqualTo(LocalDate.parse("2026-11-30"));
    }

    @ParameterizedTest
    @CsvSource({
        "event,      born,       event",
        "on,         2026-02-30, on",
        "on,         0026-02-01, on",
        "system,     Not A Name, system",
        "unknown,    field,      unknown",
    })
    void refusesABadField(String field, String value, String named) {
        var body = new HashMap<String, Object>(Map.of(
                "identifier", Map.of("type", "customer-number", "value", "C-1"),
                "event", "account-closed",
                "on", "2026-10-31"));
        body.put(field, value);

        var answer = world.as("system", organisation)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/organisations/" + organisation + "/subject-events");

        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:invalid-input"))
                .body("errors.field", hasItem(named));
    }

    @Test
    void refusesASystemThatIsNotTheOrganisations() {
        var foreign = world.register(world.newOrganisation(), "account");

        var answer = world.as("system", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "identifier",
                        Map.of("type", "customer-number", "value", "C-1"),
                        "event",
                        "account-closed",
                        "on",
                        "2026-10-31",
                        "system",
                        foreign.id()))
                .post("/organisations/" + organisation + "/subject-events");

        answer.then().statusCode(400).body("type", equalTo("urn:privacyloket:problem:unknown-system"));
    }
}
