package nl.privacyloket.request.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rectification and completion: GDPR art. 16. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class RectificationQuarkusTest {

    private static final String DONE = "nl.privacyloket.retention.execution-completed.v1.sample";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    @DisplayName("PF-6, CM-3, IF-5, PR-5: what the person asked for goes sealed to the systems, and then it is done")
    void whatThePersonAskedForIsCarriedOut() {
        Taken request = counter.inAssessment("prifora", "rectification");

        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        JsonNode corrections = counter.open("retention-service", decided.get("corrections"));
        Contracts.assertFits("sealed/corrections", corrections);
        assertThat(corrections.at("/corrections/0/field").asText()).isEqualTo("address");
        assertThat(corrections.at("/corrections/0/value").asText()).isEqualTo("Nieuwe Kade 7");
        bus.tell("execution-completed", "prifora", Contracts.sample(DONE, request.id()));
        assertThat(bus.await("request.closed", request.id())
                        .data()
                        .get("outcome")
                        .asText())
                .isEqualTo("granted");
    }

    @Test
    void anOfficerCanGrantAPart() {
        Taken request = counter.inAssessment("prifora", "rectification");

        counter.decides(
                        request,
                        "prifora",
                        Map.of(
                                "outcome", "partly-granted",
                                "ground", "data-are-correct",
                                "reason", "De postcode klopt al.",
                                "corrections", List.of(Map.of("field", "town", "value", "Amstelveen"))))
                .then()
                .statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        JsonNode corrections = counter.open("retention-service", decided.get("corrections"));
        assertThat(corrections.get("corrections")).hasSize(1);
        assertThat(corrections.at("/corrections/0/field").asText()).isEqualTo("town");
    }

    @Test
    void aFieldThatNoSystemKnowsComesBackToTheOfficer() {
        Taken request = counter.inAssessment("prifora", "rectification");
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);
        ObjectNode answered = (ObjectNode) Contracts.sample(DONE, request.id());
        answered.withArray("systems").get(0).withArray("fields").forEach(field -> ((ObjectNode) field)
                .put("outcome", "unknown-field")
                .put("rows", 0));

        bus.tell("execution-completed", "prifora", answered);

        await().untilAsserted(() -> assertThat(
                        (String) counter.staffSee(request, "prifora").path("forStaff.failure.reason"))
                .isEqualTo("unknown-field"));
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
        counter.decides(
                        request,
                        "prifora",
                        Map.of(
                                "outcome",
                                "granted",
                                "corrections",
                                List.of(Map.of("field", "delivery-address", "value", "Nieuwe Kade 7"))))
                .then()
                .statusCode(200);
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.decided granted",
                        "request.execution-failed done",
                        "request.reopened done",
                        "request.decided granted");
    }

    @Test
    void whatIsNoFieldOfARoleIsRefusedAndNotSentOn() {
        Map<String, Object> body = Counter.body("rectification");
        body.put(
                "corrections",
                List.of(
                        Map.of("field", "mobile 0612345678 of Anna", "value", "x"),
                        Map.of("field", "address", "value", "Kade 1"),
                        Map.of("field", "address", "value", "Kade 2")));

        var refused = counter.anyone().body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat(refused.jsonPath().getList("errors.field", String.class))
                .containsExactly("corrections[0].field", "corrections[2].field");
    }

    @Test
    void aPartIsNamed() {
        Taken request = counter.inAssessment("prifora", "rectification");

        var whole = counter.decides(
                request,
                "prifora",
                Map.of("outcome", "partly-granted", "ground", "data-are-correct", "reason", "Deels juist."));

        whole.then().statusCode(400);
        assertThat(whole.jsonPath().getList("errors.field", String.class)).containsExactly("corrections");
    }

    @Test
    void systemsLookForThePersonUnderTheCorrectedAddress() {
        Taken restriction = counter.asks("prifora", as("hanna@example.org", Counter.body("restriction")));
        counter.confirms(restriction).then().statusCode(200);
        Map<String, Object> moved = as("hanna@example.org", Counter.body("rectification"));
        moved.put("corrections", List.of(Map.of("field", "e-mail", "value", "hanna.new@example.org")));
        Taken correction = counter.asks("prifora", moved);
        counter.confirms(correction).then().statusCode(200);
        counter.decides(restriction, "prifora", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        bus.tell(
                "execution-completed",
                "prifora",
                Contracts.sample("nl.privacyloket.retention.execution-completed.v1.sample-restrict", restriction.id()));
        bus.await("request.closed", restriction.id());
        counter.decides(correction, "prifora", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        bus.tell("execution-completed", "prifora", Contracts.sample(DONE, correction.id()));
        bus.await("request.closed", correction.id());

        counter.staff("privacy-officer", "prifora")
                .body(Map.of("reason", "Alles klopt."))
                .post("/requests/" + restriction.id() + "/restriction/lifting")
                .then()
                .statusCode(200);
        ObjectNode sent =
                (ObjectNode) Contracts.sample("nl.privacyloket.notification.sent.v1.sample", restriction.id());
        sent.put("kind", "restriction-lifting");
        bus.tellOfMessage("sent", "prifora", sent);

        JsonNode lifted =
                bus.await("request.restriction-lifted", restriction.id()).data();
        assertThat(counter.open("retention-service", lifted.get("subject")).findValuesAsText("value"))
                .containsExactly("hanna.new@example.org");
    }

    @Test
    void aClosedFileIsAboutThePersonUnderTheOldAddressToo() {
        Taken access = counter.asks("prifora", as("jorik@example.org", Counter.body("access")));
        counter.confirms(access).then().statusCode(200);
        Map<String, Object> moved = as("jorik@example.org", Counter.body("rectification"));
        moved.put("corrections", List.of(Map.of("field", "e-mail", "value", "jorik.new@example.org")));
        Taken correction = counter.asks("prifora", moved);
        counter.confirms(correction).then().statusCode(200);
        counter.decides(correction, "prifora", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        bus.tell("execution-completed", "prifora", Contracts.sample(DONE, correction.id()));
        bus.await("request.closed", correction.id());

        counter.decides(
                        access,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "excessive", "reason", "Elke dag gevraagd."))
                .then()
                .statusCode(200);

        JsonNode closed = bus.await("request.closed", access.id()).data();
        assertThat(counter.open("retention-service", closed.get("subject")).findValuesAsText("value"))
                .contains("jorik@example.org", "jorik.new@example.org");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> as(String email, Map<String, Object> body) {
        ((Map<String, Object>) body.get("requester")).put("email", email);
        return body;
    }

    @Test
    void inTheirOwnWordsIsEnoughAndTheOfficerSaysWhichFieldThatIs() {
        Map<String, Object> body = Counter.body("rectification");
        body.remove("corrections");
        body.put("details", "Mijn achternaam is verkeerd gespeld.");
        Taken request = counter.inAssessment("prifora", body);

        var incomplete = counter.decides(request, "prifora", Map.of("outcome", "granted"));

        incomplete.then().statusCode(400);
        assertThat(incomplete.jsonPath().getList("errors.field", String.class)).containsExactly("corrections");
        counter.decides(
                        request,
                        "prifora",
                        Map.of(
                                "outcome",
                                "granted",
                                "corrections",
                                List.of(Map.of("field", "last-name", "value", "Voorbeeld"))))
                .then()
                .statusCode(200);
    }
}
