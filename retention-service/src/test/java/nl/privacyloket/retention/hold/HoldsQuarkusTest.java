package nl.privacyloket.retention.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds through their interface. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HoldsQuarkusTest {
    private static final String PERSON = "'identifier':{'type':'e-mail','value':'Fatima.Verzonnen@example.org'}";
    private static final String ON_PERSON = "{'reason':'legal-claim','scope':{" + PERSON + "}}";

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    @Inject
    Holds holds;

    @Inject
    HoldCalendar calendar;

    @Inject
    HoldKeys keys;

    private String organisation;
    private String system;

    @BeforeEach
    void organisationWithASystem() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        system = world.register(organisation, "account", "orders").id();
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void theSameUnderTheSameKeyPlacesOneHold() {
        String first =
                placeUnder("k-1", ON_PERSON).then().statusCode(201).extract().path("id");

        String again = placeUnder("k-1", ON_PERSON)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/holds/" + first))
                .body("state", equalTo("in-force"))
                .extract()
                .path("id");
        placeUnder("k-1", ON_PERSON.replace("legal-claim", "complaint"))
                .then()
                .statusCode(422)
                .body("type", endsWith(":idempotency-key-reused"));
        String other =
                placeUnder("k-2", ON_PERSON).then().statusCode(201).extract().path("id");

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        world.as("privacy-officer", organisation)
                .get("/organisations/" + organisation + "/holds")
                .then()
                .body("items.id", containsInAnyOrder(first, other));
        assertThat(world.number("select count(*) from hold_key where organisation = ?", organisation))
                .isEqualTo(2);
    }

    @Test
    void whatIsSentTwiceAtOncePlacesOneHold() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            Callable<String> call = () -> placeUnder("at-once", ON_PERSON)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            Set<String> ids = new HashSet<>();
            for (Future<String> placed : callers.invokeAll(Collections.nCopies(4, call))) {
                ids.add(placed.get());
            }

            assertThat(ids).hasSize(1);
            world.as("privacy-officer", organisation)
                    .get("/organisations/" + organisation + "/holds")
                    .then()
                    .body("total", equalTo(1));
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aRepetitionTellsThatTheHoldWasLiftedMeanwhile() {
        String first = placeUnder("k-1", ON_PERSON).path("id");
        world.liftHold(organisation, first);

        placeUnder("k-1", ON_PERSON)
                .then()
                .statusCode(201)
                .body("id", equalTo(first))
                .body("state", equalTo("lifted"))
                .body("note", nullValue());
    }

    @Test
    void aKeyIsForgottenAfterAWeek() {
        String first = placeUnder("k-1", ON_PERSON).path("id");
        clock.set(SettableClock.BEGINNING.plus(Duration.ofDays(7).plusSeconds(1)));
        keys.forget();

        placeUnder("k-1", ON_PERSON).then().statusCode(201).body("id", not(equalTo(first)));
    }

    @Test
    void aKeyOfOtherThanPrintableCharactersIsRefused() {
        placeUnder("with space", ON_PERSON).then().statusCode(400);
        placeUnder("x".repeat(201), ON_PERSON).then().statusCode(400);

        world.as("privacy-officer", organisation)
                .get("/organisations/" + organisation + "/holds")
                .then()
                .body("total", equalTo(0));
    }

    private Response placeUnder(String key, String order) {
        return world.as("privacy-officer", organisation)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(order.replace('\'', '"'))
                .post("/organisations/" + organisation + "/holds");
    }

    @Test
    void placesAHoldThatTellsNobodysName() {
        var answer = world.hold(
                organisation,
                "{'reason':'complaint','note':'Letter of 3 November','scope':{" + PERSON
                        + ",'identifiers':[{'type':'customer-number','value':'K-77'}],'category':'account','system':'"
                        + system + "'},'until':'2027-06-30'}");

        String id = answer.path("id");
        answer.then()
                .statusCode(201)
                .header("Location", endsWith("/organisations/" + organisation + "/holds/" + id))
                .body("state", equalTo("in-force"))
                .body("inFlight", equalTo(0))
                .body("reason", equalTo("complaint"))
                .body("automatic", equalTo(false))
                .body("scope.bySubject", equalTo(true))
                .body("scope.category", equalTo("account"))
                .body("scope.system", equalTo(system))
                .body("until", equalTo("2027-06-30"));
        assertThat(answer.asString()).doesNotContainIgnoringCase("fatima", "K-77");
        one(id).statusCode(200).body("note", equalTo("Letter of 3 November")).body(not(containsString("atima")));
        privacyOfficer()
                .get(path(""))
                .then()
                .statusCode(200)
                .body("items.id", contains(id))
                .body("items[0].note", nullValue())
                .body("total", equalTo(1));
        assertThat(world.number(
                        "select count(*) from hold where hold_id = ? and identifiers is not null"
                                + " and position('atima'::bytea in identifiers) = 0"
                                + " and position('Letter'::bytea in note) = 0",
                        UUID.fromString(id)))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from hold_subject where hold_id = ?", UUID.fromString(id)))
                .isEqualTo(2);
        assertThat(audited("hold.placed", id)).isEqualTo(1);
        assertThat(audited("hold.read", id)).isEqualTo(1);
        var fact = fact(id, "hold-placed");
        assertThat(fact.text("reason")).isEqualTo("complaint");
        assertThat(fact.text("until")).isEqualTo("2027-06-30");
        assertThat(fact.data().get("bySubject").asBoolean()).isTrue();
        assertThat(fact.data().toString()).doesNotContainIgnoringCase("fatima", "K-77", "Letter");
    }

    @Test
    void liftingForgetsWhoItWasAbout() {
        var id = placed(ON_PERSON);

        world.liftHold(organisation, id);

        one(id).statusCode(200).body("state", equalTo("lifted")).body("note", nullValue());
        world.liftHold(organisation, id);
        assertThat(world.number(
                        "select count(*) from hold where hold_id = ? and identifiers is null and note is null",
                        UUID.fromString(id)))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from hold_subject where hold_id = ?", UUID.fromString(id)))
                .isZero();
        assertThat(audited("hold.lifted", id)).isEqualTo(1);
        assertThat(fact(id, "hold-lifted").text("reason")).isEqualTo("legal-claim");
        assertThat(holds.inForce(organisation, holds.today(organisation)).covers(system, "account", List.of(hash())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'reason':'legal-claim','scope':{}} | errors[0].field | scope",
                "{'reason':'legal-claim'} | errors[0].field | scope",
                "{'reason':'open-request','scope':{'category':'account'}} | errors[0].field | reason",
                "{'scope':{'category':'account'}} | errors[0].field | reason",
                "{'reason':'complaint','scope':{'category':'acount'}} | field | scope.category",
                "{'reason':'complaint','scope':{'system':'webshop'}} | field | scope.system",
                "{'reason':'complaint','scope':{'identifier':{'type':'e-mail','value':' '}}} | errors[0].field |"
                        + " scope.identifier.value",
                "{'reason':'complaint','scope':{'category':'account','person':'x'}} | errors[0].field | scope.person",
                "{'reason':'complaint','scope':{'category':'account'},'until':'2026-11-21'} | type |"
                        + " urn:privacyloket:problem:hold-until-past",
                "{'reason':'complaint','scope':{'category':'account'},'until':'soon'} | errors[0].field | until",
                "{'reason':'complaint','scope':{'category':'account'},'until':'+999999998-01-01'} | errors[0].field |"
                        + " until",
                "{'reason':'complaint','scope':{'category':'account'},'until':'-999999998-01-01'} | errors[0].field |"
                        + " until"
            })
    void refusesWhatIsNoHold(String order, String member, String expected) {
        var answer = world.hold(organisation, order);

        answer.then().statusCode(400).body(member, equalTo(expected));
        assertThat(world.number("select count(*) from hold where organisation = ?", organisation))
                .isZero();
    }

    @Test
    void aHoldOfAnotherOrganisationDoesNotExist() {
        var id = placed(ON_PERSON);
        var stranger = world.newOrganisation();
        var asStranger = world.as("privacy-officer", stranger);

        asStranger.get("/organisations/" + stranger + "/holds/" + id).then().statusCode(404);
        world.as("privacy-officer", stranger)
                .delete("/organisations/" + stranger + "/holds/" + id)
                .then()
                .statusCode(404);

        assertThat(holds.inForce(stranger, holds.today(stranger)).covers(system, "account", List.of(hash())))
                .isEmpty();
        one(id).body("state", equalTo("in-force"));
    }

    @Test
    void endsByItselfWhenItsLastDayHasPassed() {
        var id = placed("{'reason':'investigation','scope':{'category':'orders'},'until':'2026-11-22'}");
        clock.set(Instant.parse("2026-11-22T23:00:01Z"));

        calendar.turn();

        one(id).body("state", equalTo("ended"));
        assertThat(audited("hold.ended", id)).isEqualTo(1);
        fact(id, "hold-lifted");
    }

    @Test
    void aHoldOfAnOpenRequestGoesWithItsRequest() {
        var requestId = world.requests().identityVerifiedFor(organisation, "access", "account", "orders");
        Awaitility.await().until(() -> current("open-request").size() == 2);
        var id = current("open-request").get(0);
        one(id).body("automatic", equalTo(true)).body("requestId", equalTo(requestId.toString()));
        privacyOfficer()
                .delete(path("/" + id))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:hold-of-request"));

        world.requests().closed(organisation, "access", requestId);

        Awaitility.await().until(() -> current("open-request").isEmpty());
        one(id).body("state", equalTo("lifted"));
    }

    @Test
    void aWithdrawnRequestKeepsNothing() {
        var requestId = world.requests().identityVerified(organisation, "objection");
        Awaitility.await().until(() -> current("open-request").size() == 1);

        world.requests().withdrawn(organisation, requestId);

        Awaitility.await().until(() -> current("open-request").isEmpty());
    }

    @Test
    void anErasureHoldsNothing() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        Awaitility.await()
                .until(() -> world.number("select count(*) from request_case where request_id = ?", requestId) == 1);

        assertThat(current("open-request")).isEmpty();
    }

    private String placed(String order) {
        return world.hold(organisation, order).then().statusCode(201).extract().path("id");
    }

    private ValidatableResponse one(String id) {
        return privacyOfficer().get(path("/" + id)).then();
    }

    private List<String> current(String reason) {
        return privacyOfficer()
                .queryParam("current", true)
                .queryParam("reason", reason)
                .get(path(""))
                .path("items.id");
    }

    private RequestSpecification privacyOfficer() {
        return world.as("privacy-officer", organisation);
    }

    private String path(String rest) {
        return "/organisations/" + organisation + "/holds" + rest;
    }

    private String hash() {
        return world.subjectHash().of(organisation, "e-mail", "fatima.verzonnen@example.org");
    }

    private Received fact(String holdId, String kind) {
        return world.bus()
                .awaitOne(
                        RetentionWorld.FACTS,
                        event -> event.key().equals(holdId)
                                && event.type().equals("nl.privacyloket.retention." + kind + ".v1"));
    }

    private long audited(String action, String objectId) {
        return world.number(
                "select (select count(*) from audit_entry where action = ? and object_id = ?)"
                        + " + (select count(*) from audit_pending where action = ? and object_id = ?)",
                action,
                objectId,
                action,
                objectId);
    }
}
