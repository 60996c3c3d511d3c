package nl.privacyloket.request.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.OtherPolicies;
import nl.privacyloket.request.support.Stored;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.junit.jupiter.api.Test;

/** An organisation where access and erasure take two officers, and a grant of erasure an extra factor as well. */
@QuarkusTest
@TestProfile(OtherPolicies.class)
class FourEyesQuarkusTest {

    private static final String ORGANISATION = OtherPolicies.TAKES_TWO;
    private static final String FIRST = "first-officer";
    private static final String SECOND = "second-officer";
    private static final Map<String, String> REFUSAL =
            Map.of("outcome", "refused", "ground", "excessive", "reason", "Een voorstelreden-merk.");

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    void aDecisionIsOnlyProposedAndThePersonSeesNothingOfIt() {
        Taken request = counter.inAssessment(ORGANISATION, "access");

        Response proposed = decides(FIRST, request, REFUSAL);

        proposed.then().statusCode(202);
        assertThat((String) proposed.path("status")).isEqualTo("in-assessment");
        assertThat((String) proposed.path("proposedDecision.state")).isEqualTo("proposed");
        assertThat((String) proposed.path("proposedDecision.outcome")).isEqualTo("refused");
        assertThat((String) proposed.path("proposedDecision.ground")).isEqualTo("excessive");
        assertThat((String) proposed.path("proposedDecision.reason")).isEqualTo("Een voorstelreden-merk.");
        Response seen = counter.sees(request);
        assertThat(seen.asString()).doesNotContain("proposedDecision").doesNotContain("voorstelreden");
        assertThat(counter.person(request)
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .doesNotContain("decision-proposed");
        assertThat(stored.everything()).doesNotContain("voorstelreden-merk");
        assertThat(counter.facts(request, ORGANISATION)).contains("decision-proposed");
    }

    @Test
    void theSecondOfficersApprovalDecides() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        decides(FIRST, request, REFUSAL).then().statusCode(202);

        Response approved = approves(SECOND, request, "approved");

        approved.then().statusCode(200);
        assertThat((String) approved.path("status")).isEqualTo("closed");
        assertThat((String) approved.path("outcome")).isEqualTo("refused");
        assertThat((String) approved.path("proposedDecision.state")).isEqualTo("approved");
        assertThat((String) counter.sees(request).path("decision.reason")).isEqualTo("Een voorstelreden-merk.");
        assertThat(bus.await("request.decided", request.id())
                        .data()
                        .get("outcome")
                        .asText())
                .isEqualTo("refused");
    }

    @Test
    void theSameOfficerCannotApproveAndTheAttemptIsOnRecord() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        decides(FIRST, request, REFUSAL).then().statusCode(202);

        Response refused = approves(FIRST, request, "approved");

        refused.then().statusCode(403);
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:second-person-required");
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
        Bus.Heard attempt = bus.await(event -> event.topic().equals("privacyloket.audit.v1")
                && event.data().at("/object/id").asText().equals(request.id())
                && event.data().get("action").asText().equals("request.decision-approval"));
        assertThat(attempt.data().get("outcome").asText()).isEqualTo("second-person-required");
    }

    @Test
    void whatIsRejectedGoesBackWithANote() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        decides(FIRST, request, REFUSAL).then().statusCode(202);

        Response rejected = approves(SECOND, request, "rejected");

        rejected.then().statusCode(200);
        assertThat((String) rejected.path("status")).isEqualTo("in-assessment");
        assertThat((String) rejected.path("proposedDecision.state")).isEqualTo("rejected");
        assertThat((String) rejected.path("proposedDecision.note")).isEqualTo("Kijk nog eens.");
        assertThat(counter.facts(request, ORGANISATION)).contains("decision-not-approved");
        approves(SECOND, request, "approved").then().statusCode(409);
        assertThat(stored.audited(request.id()))
                .containsSubsequence("request.decision-proposed refused", "request.decision-not-approved rejected");
    }

    @Test
    void aNewDecisionTakesThePlaceOfTheProposal() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        decides(FIRST, request, REFUSAL).then().statusCode(202);

        Response again = decides(SECOND, request, Map.of("outcome", "granted"));

        again.then().statusCode(202);
        assertThat((String) again.path("proposedDecision.outcome")).isEqualTo("granted");
        approves(SECOND, request, "approved").then().statusCode(403);
        approves(FIRST, request, "approved").then().statusCode(200);
        assertThat((String) counter.sees(request).path("decision.outcome")).isEqualTo("granted");
    }

    @Test
    void anApprovalOfWhatWasReplacedMeanwhileIsRefused() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        String eTag = decides(FIRST, request, REFUSAL).header("ETag");
        decides(FIRST, request, Map.of("outcome", "granted")).then().statusCode(202);

        officer(SECOND, "gold")
                .header("If-Match", eTag)
                .body(Map.of("outcome", "approved"))
                .post("/requests/" + request.id() + "/decision/approval")
                .then()
                .statusCode(412);
    }

    @Test
    void whoApprovesSaysWhatWasRead() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        decides(FIRST, request, REFUSAL).then().statusCode(202);

        Response refused = officer(SECOND, "gold")
                .body(Map.of("outcome", "approved"))
                .post("/requests/" + request.id() + "/decision/approval");

        refused.then().statusCode(428);
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:precondition-required");
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
    }

    @Test
    void theSecondOfficerSeesWhatWouldStandInWhichField() {
        Taken request = counter.inAssessment(ORGANISATION, "rectification");

        decides(FIRST, request, Map.of("outcome", "granted")).then().statusCode(202);

        Response asAsked = counter.staffSee(request, ORGANISATION);
        assertThat((String) asAsked.path("proposedDecision.corrections[0].field"))
                .isEqualTo("address");
        assertThat((String) asAsked.path("proposedDecision.corrections[0].value"))
                .isEqualTo("Nieuwe Kade 7");
        Map<String, Object> other = Map.of(
                "outcome", "granted", "corrections", List.of(Map.of("field", "address", "value", "Andere Kade 9")));
        decides(FIRST, request, other).then().statusCode(202);
        assertThat((String) counter.staffSee(request, ORGANISATION).path("proposedDecision.corrections[0].value"))
                .isEqualTo("Andere Kade 9");
        approves(SECOND, request, "approved").then().statusCode(200);
        assertThat((String) counter.sees(request).path("decision.corrections[0].value"))
                .isEqualTo("Andere Kade 9");
        assertThat(stored.everything()).doesNotContain("Andere Kade 9");
    }

    @Test
    void theSecondOfficerSeesWhichPartWouldBeGranted() {
        Taken request = counter.inAssessment(ORGANISATION, "erasure");
        Map<String, Object> part = new HashMap<>(grant(planned(request, null)));
        part.putAll(Map.of(
                "outcome",
                "partly-granted",
                "ground",
                "legal-obligation",
                "reason",
                "De rest moet blijven.",
                "categories",
                List.of("account")));

        officer(FIRST, "gold")
                .body(part)
                .post("/requests/" + request.id() + "/decision")
                .then()
                .statusCode(202);

        assertThat((Object) counter.staffSee(request, ORGANISATION).path("proposedDecision.categories"))
                .isEqualTo(List.of("account"));
        approves(SECOND, request, "approved").then().statusCode(200);
        assertThat((Object) counter.sees(request).path("decision.categories")).isEqualTo(List.of("account"));
    }

    @Test
    void anApprovalIsOfferedOnlyToAnotherOfficer() {
        Taken request = counter.inAssessment(ORGANISATION, "access");
        assertThat(allowed(SECOND, request)).contains("decision").doesNotContain("decision-approval");

        decides(FIRST, request, REFUSAL).then().statusCode(202);

        assertThat(allowed(SECOND, request)).contains("decision-approval");
        assertThat(allowed(FIRST, request)).doesNotContain("decision-approval");
    }

    private List<String> allowed(String officer, Taken request) {
        return officer(officer, "gold")
                .get("/requests/" + request.id())
                .jsonPath()
                .getList("allowed", String.class);
    }

    @Test
    void withoutAProposalThereIsNothingToApprove() {
        Taken request = counter.inAssessment(ORGANISATION, "access");

        Response refused = approves(SECOND, request, "approved");

        refused.then().statusCode(409);
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:nothing-proposed");
    }

    @Test
    void aRightThatThePolicyDoesNotNameTakesOne() {
        Taken request = counter.inAssessment(ORGANISATION, "portability");

        decides(FIRST, request, REFUSAL).then().statusCode(200);
    }

    @Test
    void aPlanThatDriftedMakesTheProposalVoid() {
        Taken request = counter.inAssessment(ORGANISATION, "erasure");
        ObjectNode plan = planned(request, null);
        decides(FIRST, request, grant(plan)).then().statusCode(202);
        ObjectNode later =
                planned(request, "b".repeat(plan.get("planHash").asText().length()));

        Response drifted = approves(SECOND, request, "approved");

        drifted.then().statusCode(409);
        assertThat((String) drifted.path("type")).isEqualTo("urn:privacyloket:problem:plan-drifted");
        assertThat((String) drifted.path("planHash"))
                .isEqualTo(later.get("planHash").asText());
        assertThat((String) counter.staffSee(request, ORGANISATION).path("proposedDecision.state"))
                .isEqualTo("plan-drifted");
        approves(SECOND, request, "approved").then().statusCode(409);
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.planned done",
                        "request.decision-proposed granted",
                        "request.planned done",
                        "request.decision-not-approved plan-drifted");
    }

    @Test
    void bothOfficersShowTheExtraFactor() {
        Taken request = counter.inAssessment(ORGANISATION, "erasure");
        Map<String, String> grant = grant(planned(request, null));
        officer(FIRST, "silver")
                .body(grant)
                .post("/requests/" + request.id() + "/decision")
                .then()
                .statusCode(401);
        decides(FIRST, request, grant).then().statusCode(202);

        Response without = officer(SECOND, "silver")
                .header("If-Match", counter.staffSee(request, ORGANISATION).header("ETag"))
                .body(Map.of("outcome", "approved"))
                .post("/requests/" + request.id() + "/decision/approval");

        without.then().statusCode(401);
        assertThat(without.header("WWW-Authenticate")).endsWith("acr_values=\"gold platinum\"");
        approves(SECOND, request, "approved").then().statusCode(200);
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-execution");
    }

    private Response decides(String officer, Taken request, Map<String, ?> decision) {
        return officer(officer, "gold").body(decision).post("/requests/" + request.id() + "/decision");
    }

    private Response approves(String officer, Taken request, String outcome) {
        return officer(officer, "gold")
                .header("If-Match", counter.staffSee(request, ORGANISATION).header("ETag"))
                .body(Map.of("outcome", outcome, "note", "Kijk nog eens."))
                .post("/requests/" + request.id() + "/decision/approval");
    }

    private io.restassured.specification.RequestSpecification officer(String name, String acr) {
        return counter.staff(new StaffClaims(name, List.of("privacy-officer"), List.of(ORGANISATION), acr, List.of()));
    }

    private static Map<String, String> grant(ObjectNode plan) {
        return Map.of("outcome", "granted", "planHash", plan.get("planHash").asText());
    }

    /** Tells of a plan, with another hash when one is given, and waits until staff see it. */
    private ObjectNode planned(Taken request, String hash) {
        ObjectNode plan = Contracts.sample("nl.privacyloket.retention.erasure-planned.v1.sample", request.id());
        if (hash != null) {
            plan.put("planHash", hash);
        }
        bus.tell("erasure-planned", ORGANISATION, plan);
        String told = plan.get("planHash").asText();
        await().until(() -> told.equals(counter.staffSee(request, ORGANISATION).path("planHash")));
        return plan;
    }
}
