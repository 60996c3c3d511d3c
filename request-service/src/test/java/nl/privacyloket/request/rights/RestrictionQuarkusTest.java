package nl.privacyloket.request.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restriction of processing, GDPR art. 18, and its end. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class RestrictionQuarkusTest {

    private static final String RESTRICTED = "nl.privacyloket.retention.execution-completed.v1.sample-restrict";
    private static final String LIFTED = "nl.privacyloket.retention.execution-completed.v1.sample-lift";
    private static final String SENT = "nl.privacyloket.notification.sent.v1.sample";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    @DisplayName("PR-5: restricted on a ground, lifted only after the person has been told")
    void isLiftedOnlyAfterThePersonHasBeenTold() {
        String email = "hoort-het-eerst@example.org";
        Taken request = restricted(email, "account");
        assertThat((String) counter.sees(request).path("restriction.since")).isNotNull();

        lift(request).then().statusCode(200);

        JsonNode announced =
                bus.await("request.restriction-lifting-announced", request.id()).data();
        assertThat(counter.open("notification-service", announced.get("contact"))
                        .get("email")
                        .asText())
                .isEqualTo(email);
        assertThat(bus.all())
                .noneMatch(event -> event.type().equals("nl.privacyloket.request.restriction-lifted.v1")
                        && event.key().equals(request.id()));

        bus.tellOfMessage("sent", "prifora", sent(request));

        JsonNode lifted = bus.await("request.restriction-lifted", request.id()).data();
        JsonNode subject = counter.open("retention-service", lifted.get("subject"));
        assertThat(subject.at("/identifiers/0/value").asText()).isEqualTo(email);
        bus.tell("execution-completed", "prifora", Contracts.sample(LIFTED, request.id()));
        await().untilAsserted(() -> assertThat((String) counter.sees(request).path("restriction.liftedAt"))
                .isNotNull());
        assertThat(counter.person(request)
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .endsWith("restriction-lifting-announced", "restriction-lifting-told", "restriction-lifted");
    }

    @Test
    void endsOnce() {
        Taken request = restricted();
        lift(request).then().statusCode(200);

        Response again = lift(request);

        again.then().statusCode(409);
        assertThat((String) again.path("type")).endsWith("restriction-already-ending");
    }

    @Test
    void thereIsNothingToLiftBeforeItIsInForce() {
        Taken request = counter.inAssessment("prifora", "restriction");

        Response early = lift(request);

        early.then().statusCode(409);
        assertThat((String) early.path("type")).endsWith("no-restriction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "bounced", "suppressed"})
    void aMessageThatFailsComesIntoTheCaseFileAndLiftsNothing(String fact) {
        Taken request = restricted();
        lift(request).then().statusCode(200);
        ObjectNode failed =
                (ObjectNode) Contracts.sample("nl.privacyloket.notification." + fact + ".v1.sample", request.id());
        failed.put("kind", "restriction-lifting");

        bus.tellOfMessage(fact, "prifora", failed);

        await().untilAsserted(() -> assertThat(counter.staff("case-handler", "prifora")
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .endsWith("message-failed"));
        assertThat((String) counter.sees(request).path("restriction.endToldAt")).isNull();
        assertThat(stored.audited(request.id())).containsOnlyOnce("request.message-failed done");
    }

    @Test
    void aSystemThatCannotLiftIsShownAndClosedByHand() {
        Taken request = restricted();
        lift(request).then().statusCode(200);
        assertProblem(closeLifting(request), "lifting-not-told");
        bus.tellOfMessage("sent", "prifora", sent(request));
        bus.await("request.restriction-lifted", request.id());
        ObjectNode failed = Contracts.sample("nl.privacyloket.retention.execution-failed.v1.sample", request.id());

        bus.tell("execution-failed", "prifora", failed);

        await().untilAsserted(() -> assertThat(
                        (String) counter.staffSee(request, "prifora").path("forStaff.failure.reason"))
                .isEqualTo(failed.get("reason").asText()));
        Response closed = closeLifting(request);
        closed.then().statusCode(200);
        assertThat((String) closed.path("restriction.liftedAt")).isNotNull();
        assertThat((String) closed.path("forStaff.lifting.closingReason")).isEqualTo("Met de hand gedaan-merk.");
        assertThat((Object) closed.path("forStaff.failure")).isNull();
        JsonNode event =
                bus.await("request.restriction-lifting-closed", request.id()).data();
        Contracts.assertEvent("nl.privacyloket.request.restriction-lifting-closed.v1", event);
        assertThat(counter.facts(request, "prifora"))
                .containsSubsequence("execution-failed", "restriction-lifting-closed", "restriction-lifted");
        assertThat(counter.sees(request).asString()).doesNotContain("gedaan-merk");
        assertThat(stored.everything()).doesNotContain("gedaan-merk");
        assertProblem(closeLifting(request), "no-restriction");
    }

    @Test
    void staffTellThePersonWhomNoMessageReaches() {
        Taken request = restricted();
        assertProblem(tells(request), "lifting-not-announced");
        lift(request).then().statusCode(200);

        Response told = tells(request);

        told.then().statusCode(200);
        assertThat((String) told.path("restriction.endToldAt")).isNotNull();
        assertThat((String) told.path("forStaff.lifting.tellingNote")).isEqualTo("Gebeld-merk.");
        bus.await("request.restriction-lifted", request.id());
        assertThat(counter.staff("case-handler", "prifora")
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.details.how", String.class))
                .contains("phone");
        assertThat(stored.everything()).doesNotContain("Gebeld-merk");
        assertProblem(tells(request), "lifting-already-told");
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.restriction-lifting-announced done", "request.restriction-lifting-told done");
    }

    @Test
    void whatAnotherRequestStillNeedsIsNotLifted() {
        String email = "twee.beperkingen@example.org";
        Taken first = restricted(email, "account");
        Taken second = restricted(email, "account");
        Taken apart = restricted(email, "invoices");

        Response refused = lift(first);

        assertProblem(refused, "other-restriction-in-force");
        assertThat((Object) refused.path("requestIds")).isEqualTo(List.of(second.id()));
        lift(apart).then().statusCode(200);
        counter.staff("privacy-officer", "prifora")
                .body(Map.of("reason", "Beide zijn niet meer nodig.", "together", List.of(second.id())))
                .post("/requests/" + first.id() + "/restriction/lifting")
                .then()
                .statusCode(200);
        bus.await("request.restriction-lifting-announced", second.id());
    }

    @Test
    void bothSeeOnWhatGroundItWasAsked() {
        Taken request = restricted();

        assertThat((String) counter.sees(request).path("restrictionGround")).isEqualTo("inaccurate");
        assertThat((String) counter.staffSee(request, "prifora").path("restrictionGround"))
                .isEqualTo("inaccurate");
    }

    private static void assertProblem(Response response, String code) {
        response.then().statusCode(409);
        assertThat((String) response.path("type")).isEqualTo("urn:privacyloket:problem:" + code);
    }

    private Response tells(Taken request) {
        return counter.staff("case-handler", "prifora")
                .body(Map.of("how", "phone", "note", "Gebeld-merk."))
                .post("/requests/" + request.id() + "/restriction/lifting/telling");
    }

    private Response closeLifting(Taken request) {
        return counter.staff("privacy-officer", "prifora")
                .body(Map.of("reason", "Met de hand gedaan-merk."))
                .post("/requests/" + request.id() + "/restriction/lifting/closing");
    }

    /** Of somebody who has no other restriction. */
    private Taken restricted() {
        return restricted("persoon-" + UUID.randomUUID() + "@example.org", "account");
    }

    private Taken restricted(String email, String category) {
        Map<String, Object> body = Counter.body("restriction");
        body.put("requester", Map.of("name", "Saskia Voorbeeld", "email", email));
        body.put("restrictionGround", "inaccurate");
        body.put("categories", List.of(category));
        Taken request = counter.inAssessment("prifora", body);
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);
        bus.tell("execution-completed", "prifora", Contracts.sample(RESTRICTED, request.id()));
        bus.await("request.closed", request.id());
        return request;
    }

    private Response lift(Taken request) {
        return counter.staff("privacy-officer", "prifora")
                .body(Map.of("reason", "De gegevens zijn gecontroleerd en kloppen."))
                .post("/requests/" + request.id() + "/restriction/lifting");
    }

    private static JsonNode sent(Taken request) {
        ObjectNode sent = (ObjectNode) Contracts.sample(SENT, request.id());
        sent.put("kind", "restriction-lifting");
        return sent;
    }
}
