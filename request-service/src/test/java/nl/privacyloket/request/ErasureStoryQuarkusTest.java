package nl.privacyloket.request;

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
import org.junit.jupiter.api.Test;

/** An erasure from intake to close, with retention-service played by its golden samples. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ErasureStoryQuarkusTest {

    private static final String PLANNED = "nl.privacyloket.retention.erasure-planned.v1.sample";
    private static final String COMPLETED = "nl.privacyloket.retention.erasure-completed.v1.sample";
    private static final String DRIFTED = "nl.privacyloket.retention.plan-drifted.v1.sample";
    private static final String TASK = "nl.privacyloket.retention.task-changed.v1.sample";
    private static final String FAILED = "nl.privacyloket.retention.erasure-failed.v1.sample";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    void anErasureIsDecidedOnItsPlanAndClosesWithWhatCameOfIt() {
        Taken request = counter.inAssessment("prifora", "erasure");
        String planHash = planned(request);

        counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", planHash))
                .then()
                .statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        assertThat(decided.get("planHash").asText()).isEqualTo(planHash);
        assertThat(decided.get("upload").isNull()).isTrue();
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-execution");

        bus.tell(
                "erasure-started",
                "prifora",
                Contracts.sample("nl.privacyloket.retention.erasure-started.v1.sample", request.id()));
        bus.tell("task-changed", "prifora", Contracts.sample(TASK, request.id()));
        bus.tell("erasure-completed", "prifora", Contracts.sample(COMPLETED, request.id()));
        JsonNode closed = bus.await("request.closed", request.id()).data();
        assertThat(closed.get("outcome").asText()).isEqualTo("granted");
        assertThat(closed.get("verdicts")).hasSize(3);
        assertThat(closed.get("verdicts").get(2).get("until").asText()).isEqualTo("2033-12-31");
        assertThat(closed.get("subjectHashes")).isNotEmpty();
        var seen = counter.sees(request);
        assertThat((String) seen.path("status")).isEqualTo("closed");
        assertThat((String) seen.path("outcome")).isEqualTo("granted");
        assertThat((List<?>) seen.path("verdicts")).hasSize(3);
        assertThat((String) seen.path("tasks[0].system")).isEqualTo("prifora-webshop");
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.planned done",
                        "request.decided granted",
                        "request.execution-started done",
                        "request.task-changed done",
                        "request.closed granted");
    }

    @Test
    void whoReportsAChildsDataIsNotToldWhatIsHeld() {
        Map<String, Object> body = Counter.body("erasure");
        body.put("erasureGround", "child");
        body.put("requester", Map.of("name", "Kind", "email", "kind-van-melding@example.org"));
        body.put("representative", Map.of("name", "Melder", "email", "melder@example.org", "capacity", "reporter"));
        Taken request = counter.inAssessment("prifora", body);
        counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", planned(request)))
                .then()
                .statusCode(200);
        bus.tell("task-changed", "prifora", Contracts.sample(TASK, request.id()));
        bus.tell("erasure-completed", "prifora", Contracts.sample(COMPLETED, request.id()));

        JsonNode closed = bus.await("request.closed", request.id()).data();

        Contracts.assertEvent("nl.privacyloket.request.closed.v1", closed);
        assertThat(closed.get("report").asBoolean()).isTrue();
        assertThat(closed.get("verdicts")).isEmpty();
        var seen = counter.sees(request);
        assertThat((List<?>) seen.path("verdicts")).isEmpty();
        assertThat((List<?>) seen.path("tasks")).isEmpty();
        assertThat((String) seen.path("erasureGround")).isEqualTo("child");
        var staff = counter.staffSee(request, "prifora");
        assertThat((List<?>) staff.path("verdicts")).hasSize(3);
        assertThat((List<?>) staff.path("tasks")).isNotEmpty();
    }

    @Test
    void whatAPlanSaysIsNotShownAfterARefusal() {
        Taken request = counter.inAssessment("prifora", "erasure");
        planned(request);

        counter.decides(
                        request,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "still-needed", "reason", "Nog nodig."))
                .then()
                .statusCode(200);

        assertThat((List<?>) counter.sees(request).path("verdicts")).isEmpty();
        assertThat((List<?>) counter.staffSee(request, "prifora").path("verdicts"))
                .isNotEmpty();
        assertThat(bus.await("request.closed", request.id())
                        .data()
                        .get("report")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void theFactsOnTheWayTellOthersWhatTheyNeed() {
        Taken request = counter.asks("prifora", "erasure");

        counter.confirms(request).then().statusCode(200);

        JsonNode received = bus.await("request.received", request.id()).data();
        assertThat(received.get("status").asText()).isEqualTo("awaiting-confirmation");
        JsonNode contact = counter.contact(request);
        Contracts.assertFits("sealed/contact", contact);
        assertThat(contact.get("email").asText()).isEqualTo("saskia@example.org");
        assertThat(contact.get("statusToken").asText()).isEqualTo(request.statusToken());
        assertThat(contact.get("confirmationCode").asText()).matches("\\d{8}");
        JsonNode confirmed = bus.await("request.confirmed", request.id()).data();
        assertThat(confirmed.get("status").asText()).isEqualTo("in-assessment");
        JsonNode verified = bus.await("request.identity-verified", request.id()).data();
        assertThat(verified.get("method").asText()).isEqualTo("confirmed-email");
        JsonNode subject = counter.open("retention-service", verified.get("subject"));
        Contracts.assertFits("sealed/subject", subject);
        assertThat(subject.get("identifiers").get(0).get("type").asText()).isEqualTo("e-mail");
        assertThat(subject.get("identifiers").get(0).get("value").asText()).isEqualTo("saskia@example.org");
    }

    @Test
    void withoutAPlanAnErasureCannotBeGranted() {
        Taken request = counter.inAssessment("prifora", "erasure");

        var refused = counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", "abc"));

        refused.then().statusCode(409).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:plan-not-ready");
    }

    @Test
    void anotherPlanThanTheLatestIsRefusedAndTheLatestNamed() {
        Taken request = counter.inAssessment("prifora", "erasure");
        String planHash = planned(request);

        var refused = counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", "abc"));

        refused.then().statusCode(409);
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:plan-drifted");
        assertThat((String) refused.path("planHash")).isEqualTo(planHash);
    }

    @Test
    void aPlanThatDriftedAfterTheDecisionBringsTheRequestBackToTheDesk() {
        Taken request = counter.inAssessment("prifora", "erasure");
        String planHash = planned(request);
        counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", planHash))
                .then()
                .statusCode(200);

        ObjectNode drift = Contracts.sample(DRIFTED, request.id());
        bus.tell("plan-drifted", "prifora", drift);

        await().until(() -> counter.sees(request).path("status").equals("in-assessment"));
        var seen = counter.staffSee(request, "prifora");
        assertThat((String) seen.path("planHash"))
                .isEqualTo(drift.get("planHash").asText());
        assertThat((Object) seen.path("decision")).isNull();
        assertThat(stored.audited(request.id()))
                .containsSubsequence("request.planned done", "request.decided granted", "request.plan-drifted done");
    }

    @Test
    void aFailureIsVisibleToStaffAndTheRequestStaysInExecution() {
        Taken request = counter.inAssessment("prifora", "erasure");
        counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", planned(request)))
                .then()
                .statusCode(200);

        ObjectNode failure = Contracts.sample(FAILED, request.id());
        bus.tell("erasure-failed", "prifora", failure);

        await().until(() -> counter.staffSee(request, "prifora").path("forStaff.failure") != null);
        var seen = counter.staffSee(request, "prifora");
        assertThat((String) seen.path("forStaff.failure.reason"))
                .isEqualTo(failure.get("reason").asText());
        assertThat((String) seen.path("status")).isEqualTo("in-execution");
    }

    @Test
    void anOrganisationWithoutASystemIsShownToStaff() {
        Taken request = counter.inAssessment("prifora", "erasure");

        bus.tell("erasure-failed", "prifora", Contracts.sample(FAILED + "-no-system", request.id()));

        await().until(() -> counter.staffSee(request, "prifora").path("forStaff.failure") != null);
        assertThat((String) counter.staffSee(request, "prifora").path("forStaff.failure.reason"))
                .isEqualTo("no-system");
    }

    @Test
    void aPlanForARequestThatWasWithdrawnChangesNothing() {
        Taken request = counter.inAssessment("prifora", "erasure");
        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);
        bus.tell("erasure-planned", "prifora", Contracts.sample(PLANNED, request.id()));

        Taken later = counter.inAssessment("prifora", "erasure");
        planned(later);

        assertThat((Object) counter.staffSee(request, "prifora").path("planHash"))
                .isNull();
        assertThat((String) counter.sees(request).path("outcome")).isEqualTo("withdrawn");
    }

    /** Tells of a plan and waits until staff see it. */
    private String planned(Taken request) {
        ObjectNode plan = Contracts.sample(PLANNED, request.id());
        bus.tell("erasure-planned", "prifora", plan);
        await().until(() -> counter.staffSee(request, "prifora").path("planHash") != null);
        return plan.get("planHash").asText();
    }
}
