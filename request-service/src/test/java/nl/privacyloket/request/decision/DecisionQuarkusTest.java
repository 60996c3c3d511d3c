package nl.privacyloket.request.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class DecisionQuarkusTest {

    private static final Map<String, String> REFUSAL =
            Map.of("outcome", "refused", "ground", "excessive", "reason", "Dit is de vierde keer deze maand.");

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    void aRefusalClosesAtOnceAndItsReasonIsSealed() {
        Taken request = counter.inAssessment("prifora", "access");

        Response refused = counter.decides(request, "prifora", REFUSAL);

        assertThat((String) refused.path("status")).isEqualTo("closed");
        assertThat((String) refused.path("outcome")).isEqualTo("refused");
        JsonNode decided = bus.await("request.decided", request.id()).data();
        assertThat(decided.get("ground").asText()).isEqualTo("excessive");
        assertThat(decided.get("upload").isNull()).isTrue();
        JsonNode reason = counter.open("notification-service", decided.get("reason"));
        Contracts.assertFits("sealed/reason", reason);
        assertThat(reason.get("reason").asText()).isEqualTo("Dit is de vierde keer deze maand.");
        JsonNode closed = bus.await("request.closed", request.id()).data();
        assertThat(closed.get("outcome").asText()).isEqualTo("refused");
        assertThat((String) counter.sees(request).path("decision.groundText.en"))
                .startsWith("The request is excessive");
    }

    @ParameterizedTest
    @CsvSource({"rectification,", "restriction,", "objection, research"})
    void whatIsGrantedIsCarriedOutBeforeTheRequestCloses(String right, String purpose) {
        Taken request = counter.inAssessment("prifora", right);
        Map<String, String> decision = new HashMap<>(Map.of("outcome", "granted"));
        decision.put("purpose", purpose);

        Response granted = counter.decides(request, "prifora", decision);

        granted.then().statusCode(200);
        assertThat((String) granted.path("status")).isEqualTo("in-execution");
        JsonNode decided = bus.await("request.decided", request.id()).data();
        assertThat(decided.get("byRule").asBoolean()).isFalse();
        assertThat(decided.get("purpose").asText(null)).isEqualTo(purpose);
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3} {4} -> {5}")
    @CsvSource({
        "access,  refused,        ,                   because, , ground",
        "access,  refused,        excessive,          ,        , reason",
        "access,  refused,        excessive,          '  ',    , reason",
        "erasure, partly-granted, ,                   because, h, ground",
        "access,  partly-granted, excessive,          because, , categories",
        "portability, partly-granted, excessive,      because, , categories",
        "access,  refused,        no-such-ground,     because, , ground",
        "access,  refused,        compelling-grounds, because, , ground",
        "access,  granted,        excessive,          ,        , ground",
        "access,  granted,        ,                   ,        abc, planHash",
        "erasure, granted,        ,                   ,        , planHash",
        "erasure, refused,        excessive,          because, abc, planHash",
        "access,  maybe,          ,                   ,        , outcome",
        "objection, granted,      ,                   ,        , purpose",
    })
    void anIncompleteDecisionIsRefused(
            String right, String outcome, String ground, String reason, String planHash, String field) {
        Taken request = counter.inAssessment("prifora", right);
        Map<String, String> decision = new HashMap<>();
        decision.put("outcome", outcome);
        decision.put("ground", ground);
        decision.put("reason", reason);
        decision.put("planHash", planHash);
        Map<String, Long> before = stored.counts();

        Response refused = counter.decides(request, "prifora", decision);

        refused.then().statusCode(400).contentType("application/problem+json");
        assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactly(field);
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void aDecisionCannotBeTakenTwice() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(request, "prifora", REFUSAL).then().statusCode(200);

        Response again = counter.decides(request, "prifora", REFUSAL);

        again.then().statusCode(409);
        assertThat(again.jsonPath().getList("allowed", String.class)).isEmpty();
    }

    @Test
    void aCaseHandlerDoesNotDecide() {
        Taken request = counter.inAssessment("prifora", "access");

        counter.staff("case-handler", "prifora")
                .body(REFUSAL)
                .post("/requests/" + request.id() + "/decision")
                .then()
                .statusCode(403);
    }

    @Test
    void aDecisionOnAnOlderRevisionIsRefused() {
        Taken request = counter.inAssessment("prifora", "access");
        String eTag = counter.staffSee(request, "prifora").header("ETag");

        Response stale = counter.staff("privacy-officer", "prifora")
                .header("If-Match", "\"0\"")
                .body(REFUSAL)
                .post("/requests/" + request.id() + "/decision");

        stale.then().statusCode(412).contentType("application/problem+json");
        counter.staff("privacy-officer", "prifora")
                .header("If-Match", eTag)
                .body(REFUSAL)
                .post("/requests/" + request.id() + "/decision")
                .then()
                .statusCode(200);
    }

    @Test
    void thePersonCanTakeARequestBackUntilItIsDecided() {
        Taken request = counter.inAssessment("prifora", "access");

        Response withdrawn = counter.person(request).post("/requests/" + request.id() + "/withdrawal");

        assertThat((String) withdrawn.path("outcome")).isEqualTo("withdrawn");
        bus.await("request.withdrawn", request.id());
        JsonNode closed = bus.await("request.closed", request.id()).data();
        assertThat(closed.get("outcome").asText()).isEqualTo("withdrawn");
    }

    @Test
    void whatIsBeingCarriedOutCannotBeTakenBack() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(409);
    }

    @Test
    void theGroundsArePublishedInBothLanguages() {
        Response grounds = counter.anyone().get("/refusal-grounds");

        List<String> ids = grounds.jsonPath().getList("items.id", String.class);
        assertThat(ids)
                .contains(
                        "manifestly-unfounded",
                        "excessive",
                        "not-identifiable",
                        "freedom-of-expression",
                        "legal-obligation",
                        "public-health",
                        "archiving-or-research",
                        "legal-claims",
                        "rights-of-others",
                        "compelling-grounds",
                        "national-exception");
        assertThat(grounds.jsonPath().getList("items.text.nl", String.class)).doesNotContainNull();
        assertThat(grounds.jsonPath().getList("items.text.en", String.class)).doesNotContainNull();
        assertThat(grounds.jsonPath().getList("items.source", String.class))
                .contains("GDPR art. 12(5)", "UAVG art. 41");
    }
}
