package nl.privacyloket.retention.casework;

import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The course of an erasure, event by event, with the data system played by the test. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class ErasureQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account", "invoices");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void asksTheSystemWithTheSubjectSealedToIt() {
        var requestId = world.requests().identityVerified(organisation, "erasure");

        var command = webshop.command(requestId, "verify", 1);

        assertThat(command.source()).isEqualTo("retention-service");
        assertThat(command.organisation()).isEqualTo(organisation);
        assertThat(command.key()).isEqualTo(world.subjectHash().of(organisation, "e-mail", E_MAIL));
        assertThat(command.text("purpose")).isEqualTo("plan");
        assertThat(webshop.subject(command))
                .isEqualTo(
                        new PlayedSystem.Subject(List.of(new PlayedSystem.Identifier("e-mail", E_MAIL)), null, null));
        assertThat(command.data().toString()).doesNotContain("Saskia");
    }

    @Test
    void plansFromWhatTheSystemHolds() {
        var requestId = world.requests().identityVerified(organisation, "erasure");

        webshop.verified(
                webshop.command(requestId, "verify", 1),
                Held.of("account", "2026-01-05", 1),
                Held.of("invoices", "2018-12-31", 2),
                Held.of("invoices", "2019-01-01", 1),
                Held.of("invoices", "2026-05-05", 3));

        var planned = world.fact(requestId, "erasure-planned");
        assertThat(planned.data().get("policyVersion").asInt()).isEqualTo(1);
        assertThat(lines(planned.data().get("verdicts"), "category", "verdict", "until", "basis", "holdings"))
                .containsExactly(
                        List.of("account", "erase", "null", "null", "1"),
                        List.of("invoices", "erase", "null", "null", "2"),
                        List.of("invoices", "retain", "2026-12-31", "AWR art. 52(4)", "1"),
                        List.of("invoices", "retain", "2033-12-31", "AWR art. 52(4)", "3"));
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure-plan")
                .then()
                .statusCode(200)
                .body("hash", equalTo(planned.text("planHash")))
                .body("verdicts.verdict", contains("erase", "erase", "retain", "retain"))
                .body("verdicts.until", contains(null, null, "2026-12-31", "2033-12-31"))
                .body("verdicts[0].system", equalTo(webshop.id()));
    }

    @Test
    void erasesReadsBackAndCompletes() {
        var requestId = plannedWithAnAccountAndInvoices();
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");

        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);

        var erase = webshop.command(requestId, "erase", 1);
        assertThat(erase.text("planHash")).isEqualTo(planHash);
        assertThat(lines(
                        erase.data().get("instructions"),
                        "category",
                        "verdict",
                        "startedBefore",
                        "startedFrom",
                        "until"))
                .containsExactly(
                        List.of("account", "erase", "null", "null", "null"),
                        List.of("invoices", "erase", "2019-01-01", "null", "null"),
                        List.of("invoices", "retain", "null", "2019-01-01", "2026-12-31"),
                        List.of("invoices", "retain", "null", "2026-01-01", "2033-12-31"));
        webshop.erased(erase, 2, 0, 3);
        var readBack = webshop.command(requestId, "verify", 2);
        assertThat(readBack.text("purpose")).isEqualTo("read-back");
        webshop.verified(readBack, Held.of("invoices", "2026-05-05", 3));
        var completed = world.fact(requestId, "erasure-completed");
        assertThat(completed.text("planHash")).isEqualTo(planHash);
        assertThat(lines(completed.data().get("verified"), "system", "category"))
                .containsExactly(List.of(webshop.id(), "account"), List.of(webshop.id(), "invoices"));
        assertThat(lines(completed.data().get("verdicts"), "category", "verdict", "holdings"))
                .containsExactly(
                        List.of("account", "erase", "1"),
                        List.of("invoices", "erase", "2"),
                        List.of("invoices", "retain", "3"));
        world.fact(requestId, "erasure-started");
        assertThat(world.facts(requestId, "task-changed", 6))
                .extracting(event -> event.text("command") + " " + event.text("state"))
                .containsExactly(
                        "verify sent", "verify done", "erase sent", "erase done", "verify sent", "verify done");
    }

    @Test
    void forgetsWhoItWasAboutWhenTheErasureIsDone() {
        var requestId = completed();

        assertThat(world.number(
                        "select count(*) from request_case where request_id = ? and state = 'completed'"
                                + " and identifiers is null and subject_hash is null and upload is null",
                        requestId))
                .isEqualTo(1);
        world.as("privacy-officer", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"))
                .body("failure", nullValue())
                .body("progress.done", equalTo(3))
                .body("progress.total", equalTo(3))
                .body("tasks.command", contains("verify", "erase", "verify"))
                .body("tasks.state", contains("done", "done", "done"))
                .body("tasks.attempts", contains(1, 1, 1))
                .body("tasks.verification", contains(null, null, "as-planned"));
    }

    @Test
    void leavesAnAuditEntryForEachChangeOfState() {
        var requestId = completed();

        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure-plan")
                .then()
                .statusCode(200);

        assertThat(world.audited(requestId.toString()))
                .containsSubsequence(
                        "case.opened done",
                        "erasure.planned done",
                        "erasure.started done",
                        "erasure.completed done",
                        "erasure-plan.read done")
                .doesNotHaveDuplicates();
        assertThat(webshop.commandsUpToNow().stream().map(command -> world.audited(command.text("commandId"))))
                .containsExactly(
                        List.of("command.verify-plan sent", "command.verify-plan done"),
                        List.of("command.erase sent", "permit.ended done", "command.erase done"),
                        List.of("command.verify-read-back sent", "command.verify-read-back done"));
    }

    @Test
    void refusesADecisionOnAPlanThatDriftedAndShowsTheNewOne() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("invoices", "2019-06-15", 2));
        var oldHash = world.fact(requestId, "erasure-planned").text("planHash");
        // In Amsterdam the year has ended, in UTC and in the database's zone it has not.
        clock.set(Instant.parse("2026-12-31T23:00:01Z"));

        world.requests().decided(organisation, "erasure", requestId, "granted", oldHash, null);

        var drifted = world.fact(requestId, "plan-drifted");
        assertThat(drifted.text("refusedHash")).isEqualTo(oldHash);
        assertThat(drifted.text("planHash")).isNotEqualTo(oldHash);
        assertThat(lines(drifted.data().get("verdicts"), "category", "verdict", "holdings"))
                .containsExactly(List.of("invoices", "erase", "2"));
        assertThat(world.factsUpToNow(requestId, "erasure-started")).isEmpty();
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure-plan")
                .then()
                .body("hash", equalTo(drifted.text("planHash")));
    }

    @Test
    void executesTheDriftedPlanOnceItIsDecidedOn() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("account", "2019-06-15", 2));
        world.fact(requestId, "erasure-planned");
        world.requests().decided(organisation, "erasure", requestId, "granted", "0".repeat(64), null);
        var newHash = world.fact(requestId, "plan-drifted").text("planHash");

        world.requests().decided(organisation, "erasure", requestId, "partly-granted", newHash, null);

        assertThat(webshop.command(requestId, "erase", 1).text("planHash")).isEqualTo(newHash);
    }

    @Test
    void plansAnewWhenASystemWasRegisteredAfterThePlan() {
        var requestId = plannedWithAnAccountAndInvoices();
        var oldHash = world.fact(requestId, "erasure-planned").text("planHash");
        var crm = world.register(organisation, "contact");

        world.requests().decided(organisation, "erasure", requestId, "granted", oldHash, null);

        crm.verified(crm.command(requestId, "verify", 1), Held.of("contact", null, 1));
        var drifted = world.fact(requestId, "plan-drifted");
        assertThat(lines(drifted.data().get("verdicts"), "category", "verdict", "holdings"))
                .contains(List.of("contact", "erase", "1"))
                .hasSize(4);
    }

    @Test
    void holdsADecisionBackUntilThePlanIsThere() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        var verify = webshop.command(requestId, "verify", 1);
        world.requests().decided(organisation, "erasure", requestId, "granted", "0".repeat(64), null);

        webshop.verified(verify, Held.of("account", "2026-01-05", 1));

        var planned = world.fact(requestId, "erasure-planned");
        assertThat(world.fact(requestId, "plan-drifted").text("planHash")).isEqualTo(planned.text("planHash"));
    }

    @Test
    void failsWhenTheReadBackShowsWhatHadToGo() {
        var requestId = plannedWithAnAccountAndInvoices();
        grant(requestId);
        webshop.erased(webshop.command(requestId, "erase", 1), 2, 0, 3);

        webshop.verified(
                webshop.command(requestId, "verify", 2),
                Held.of("account", "2026-01-05", 1),
                Held.of("invoices", "2026-05-05", 3));

        var failed = world.fact(requestId, "erasure-failed");
        assertThat(failed.text("system")).isEqualTo(webshop.id());
        assertThat(failed.text("reason")).isEqualTo("left-over");
        assertThat(world.factsUpToNow(requestId, "erasure-completed")).isEmpty();
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("state", equalTo("executing"))
                .body("failure.system", equalTo(webshop.id()))
                .body("failure.reason", equalTo("left-over"))
                .body("tasks.verification", contains(null, null, "left-over"));
        assertThat(world.audited(requestId.toString()))
                .containsSubsequence("erasure.started done", "erasure.failed left-over", "erasure.read done");
        assertThat(world.audited(webshop.command(requestId, "verify", 2).text("commandId")))
                .containsExactly("command.verify-read-back sent", "command.verify-read-back failed");
    }

    @Test
    void plansAnewWhenPeopleTakeUpAnErasureThatLeftSomething() {
        var requestId = plannedWithAnAccountAndInvoices();
        grant(requestId);
        webshop.erased(webshop.command(requestId, "erase", 1), 2, 0, 3);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-failed");

        world.as("privacy-officer", organisation)
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(204);

        var again = webshop.command(requestId, "verify", 3);
        assertThat(again.text("purpose")).isEqualTo("plan");
        webshop.verified(again, Held.of("account", "2026-01-05", 1));
        assertThat(lines(
                        world.fact(requestId, "plan-drifted").data().get("verdicts"),
                        "category",
                        "verdict",
                        "holdings"))
                .containsExactly(List.of("account", "erase", "1"));
    }

    @Test
    void readsBackASystemThatHeldNothingWithoutErasingThere() {
        var crm = world.register(organisation, "contact");
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        crm.verified(crm.command(requestId, "verify", 1));
        grant(requestId);

        crm.verified(crm.command(requestId, "verify", 2));
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2));

        world.fact(requestId, "erasure-completed");
        assertThat(crm.commandsUpToNow())
                .noneMatch(command -> command.type().equals("nl.privacyloket.command.erase.v1"));
    }

    @Test
    void planDriftsWhenTheLawDemandsMoreBeforeTheDecision() {
        var requestId = plannedWithAnAccountAndInvoices();
        world.publishPolicy(organisation, 2, "2026-11-22", "P9Y");

        grant(requestId);

        var drifted = world.fact(requestId, "plan-drifted");
        assertThat(lines(drifted.data().get("verdicts"), "verdict", "until", "holdings"))
                .containsExactly(
                        List.of("erase", "null", "1"),
                        List.of("retain", "2027-12-31", "2"),
                        List.of("retain", "2035-12-31", "3"));
    }

    @Test
    void closesAndForgetsWhenTheRequestIsWithdrawn() {
        var requestId = plannedWithAnAccountAndInvoices();

        world.requests().withdrawn(organisation, requestId);

        awaitState(requestId, "closed");
        assertThat(world.number(
                        "select count(*) from request_case where request_id = ? and identifiers is null"
                                + " and subject_hash is null and ended_at is not null",
                        requestId))
                .isEqualTo(1);
        assertThat(world.audited(requestId.toString())).endsWith("case.closed done", "fact.taken request.withdrawn");
    }

    @Test
    void closesAndForgetsWhenTheRequestIsRefused() {
        var requestId = plannedWithAnAccountAndInvoices();

        world.requests().decided(organisation, "erasure", requestId, "refused", null, null);

        awaitState(requestId, "closed");
        assertThat(webshop.commandsUpToNow())
                .noneMatch(command -> command.type().equals("nl.privacyloket.command.erase.v1"));
    }

    private UUID completed() {
        var requestId = plannedWithAnAccountAndInvoices();
        grant(requestId);
        webshop.erased(webshop.command(requestId, "erase", 1), 2, 0, 3);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("invoices", "2026-05-05", 3));
        world.fact(requestId, "erasure-completed");
        return requestId;
    }

    private UUID plannedWithAnAccountAndInvoices() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(
                webshop.command(requestId, "verify", 1),
                Held.of("account", "2026-01-05", 1),
                Held.of("invoices", "2018-12-31", 2),
                Held.of("invoices", "2026-05-05", 3));
        world.fact(requestId, "erasure-planned");
        return requestId;
    }

    private void grant(UUID requestId) {
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);
    }

    private void awaitState(UUID requestId, String state) {
        Awaitility.await()
                .until(() -> world.number(
                                "select count(*) from request_case where request_id = ? and state = '" + state + "'",
                                requestId)
                        == 1);
    }

    private static List<List<String>> lines(JsonNode array, String... members) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(line -> List.of(members).stream()
                        .map(member -> line.get(member).asText())
                        .toList())
                .toList();
    }
}
