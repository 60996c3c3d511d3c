package nl.privacyloket.request.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ClosingQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    void anOfficerClosesWhatADataSystemNeverAnswered() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);
        bus.tell(
                "task-changed",
                "prifora",
                Contracts.sample("nl.privacyloket.retention.task-changed.v1.sample", request.id()));
        await().until(() ->
                !counter.staffSee(request, "prifora").<List<?>>path("tasks").isEmpty());
        Response before = counter.staffSee(request, "prifora");

        Response closed = counter.overrides(request, "prifora", "Met de hand gedaan.");

        closed.then().statusCode(200);
        assertThat((String) closed.path("status")).isEqualTo("closed");
        assertThat((String) closed.path("outcome")).isEqualTo("granted");
        assertThat((Boolean) closed.path("overridden")).isTrue();
        assertThat((String) closed.path("closingReason")).isEqualTo("Met de hand gedaan.");
        assertThat((List<?>) closed.path("tasks")).isEqualTo(before.path("tasks"));
        JsonNode event = bus.await("request.closed", request.id()).data();
        assertThat(event.get("overridden").asBoolean()).isTrue();
        Response seen = counter.sees(request);
        assertThat((Boolean) seen.path("overridden")).isTrue();
        assertThat(seen.asString()).doesNotContain("Met de hand");
        assertThat(counter.facts(request, "prifora")).containsSubsequence("closed-by-override", "closed");
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.received done",
                        "request.confirmed done",
                        "request.decided granted",
                        "request.task-changed done",
                        "request.closed-by-override done",
                        "request.closed granted");
    }

    @Test
    void whatIsNotDecidedIsNotClosed() {
        Taken request = counter.inAssessment("prifora", "access");

        Response refused = counter.overrides(request, "prifora", "Te veel werk.");

        refused.then().statusCode(409);
        assertThat(refused.jsonPath().getList("allowed", String.class))
                .contains("decision")
                .doesNotContain("closing");
    }

    @Test
    void aRequestThatClosedByItselfIsNotOverridden() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(
                        request,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "excessive", "reason", "Weer hetzelfde."))
                .then()
                .statusCode(200);

        counter.overrides(request, "prifora", "Nog eens.").then().statusCode(409);

        assertThat((Boolean) counter.sees(request).path("overridden")).isFalse();
        assertThat(bus.await("request.closed", request.id())
                        .data()
                        .get("overridden")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void closingHasAReasonAndIsForTheOfficer() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        counter.overrides(request, "prifora", " ").then().statusCode(400);
        counter.staff("case-handler", "prifora")
                .body(Map.of("reason", "Klaar."))
                .post("/requests/" + request.id() + "/closing")
                .then()
                .statusCode(403);

        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-execution");
    }
}
