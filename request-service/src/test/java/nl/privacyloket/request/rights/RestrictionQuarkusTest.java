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
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    @Test
    @DisplayName("PR-5: restricted on a ground, lifted only after the person has been told")
    void isLiftedOnlyAfterThePersonHasBeenTold() {
        Taken request = restricted();
        assertThat((String) counter.sees(request).path("restriction.since")).isNotNull();

        lift(request).then().statusCode(200);

        JsonNode announced =
                bus.await("request.restriction-lifting-announced", request.id()).data();
        assertThat(counter.open("notification-service", announced.get("contact"))
                        .get("email")
                        .asText())
                .isEqualTo("saskia@example.org");
        assertThat(bus.all())
                .noneMatch(event -> event.type().equals("nl.privacyloket.request.restriction-lifted.v1")
                        && event.key().equals(request.id()));

        bus.tellOfMessage("sent", "prifora", sent(request));

        JsonNode lifted = bus.await("request.restriction-lifted", request.id()).data();
        JsonNode subject = counter.open("retention-service", lifted.get("subject"));
        assertThat(subject.at("/identifiers/0/value").asText()).isEqualTo("saskia@example.org");
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

    @Test
    void aMessageThatFailsComesIntoTheCaseFileAndLiftsNothing() {
        Taken request = restricted();
        lift(request).then().statusCode(200);
        ObjectNode failed =
                (ObjectNode) Contracts.sample("nl.privacyloket.notification.failed.v1.sample", request.id());
        failed.put("kind", "restriction-lifting");

        bus.tellOfMessage("failed", "prifora", failed);

        await().untilAsserted(() -> assertThat(counter.staff("case-handler", "prifora")
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .endsWith("message-failed"));
        assertThat((String) counter.sees(request).path("restriction.endToldAt")).isNull();
    }

    private Taken restricted() {
        Map<String, Object> body = Counter.body("restriction");
        body.put("restrictionGround", "inaccurate");
        body.put("categories", List.of("account"));
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
