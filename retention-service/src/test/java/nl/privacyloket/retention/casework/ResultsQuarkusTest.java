package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that come twice, late, from somebody else, or not at all. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class ResultsQuarkusTest {
    private static final Map<String, Object> NOTHING_HELD = Map.of("holdings", List.of());

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    @Inject
    OverdueCommands overdue;

    private String organisation;
    private PlayedSystem webshop;
    private UUID requestId;
    private Received verify;

    @BeforeEach
    void webshopIsAsked() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account", "invoices");
        requestId = world.requests().identityVerified(organisation, "erasure");
        verify = webshop.command(requestId, "verify", 1);
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void aResultThatIsRepeatedChangesNothing() {
        webshop.verified(verify, Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-planned");

        var again = webshop.verified(verify, Held.of("account", "2026-01-05", 7));

        world.awaitHandled(again);
        assertThat(world.factsUpToNow(requestId, "erasure-planned")).hasSize(1);
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure-plan")
                .then()
                .body("verdicts.holdings", contains(1));
    }

    @Test
    void aResultAfterTheEndChangesNothing() {
        world.requests().withdrawn(organisation, requestId);
        Awaitility.await()
                .until(() -> world.number(
                                "select count(*) from request_case where request_id = ? and state = 'closed'",
                                requestId)
                        == 1);

        var late = webshop.verified(verify, Held.of("account", "2026-01-05", 1));

        world.awaitHandled(late);
        assertThat(world.factsUpToNow(requestId, "erasure-planned")).isEmpty();
        assertThat(world.number("select count(*) from dead_letter where event_id = ?", late))
                .isZero();
    }

    @Test
    void aResultOfASystemThatWasNotAskedIsADeadLetter() {
        var other = world.register(organisation, "account");

        var foreign = other.answerAs(organisation, "verified", verify, NOTHING_HELD);

        world.awaitHandled(foreign);
        assertThat(world.deadLetters(foreign, "foreign-result")).isEqualTo(1);
        assertThat(world.factsUpToNow(requestId, "erasure-planned")).isEmpty();
    }

    @Test
    void aResultInAnotherOrganisationsNameIsADeadLetter() {
        var foreign = webshop.answerAs(world.newOrganisation(), "verified", verify, NOTHING_HELD);

        world.awaitHandled(foreign);
        assertThat(world.deadLetters(foreign, "foreign-result")).isEqualTo(1);
        assertThat(world.factsUpToNow(requestId, "erasure-planned")).isEmpty();
    }

    @Test
    void aResultThatDoesNotAnswerTheCommandIsADeadLetter() {
        var wrong = webshop.accessed(verify, Held.of("account", null, 1));

        world.awaitHandled(wrong);
        assertThat(world.deadLetters(wrong, "unexpected-result")).isEqualTo(1);
    }

    @Test
    void aResultOfNoCommandIsADeadLetter() {
        var unknown = new Received(
                verify.topic(),
                verify.key(),
                verify.type(),
                verify.source(),
                organisation,
                EventJson.mapper().valueToTree(Map.of("commandId", UUID.randomUUID())));

        var result = webshop.verified(unknown);

        world.awaitHandled(result);
        assertThat(world.deadLetters(result, "unknown-command")).isEqualTo(1);
    }

    @Test
    void aCommandWithoutAnAnswerIsSentAgainUnderTheSameId() {
        clock.advance(Duration.ofMinutes(14));
        overdue.takeUp();
        clock.advance(Duration.ofMinutes(2));

        overdue.takeUp();

        var again = webshop.command(requestId, "verify", 2);
        assertThat(again.text("commandId")).isEqualTo(verify.text("commandId"));
        assertThat(again.key()).isEqualTo(verify.key());
        assertThat(webshop.subject(again)).isEqualTo(webshop.subject(verify));
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("tasks.state", contains("sent"))
                .body("tasks.attempts", contains(2))
                .body("tasks.nextAttemptAt", contains(notNullValue()));
    }

    @Test
    void aCommandThatFailedIsSentAgainAfterAPause() {
        webshop.failed(verify, "database-unavailable");
        world.facts(requestId, "task-changed", 2);
        overdue.takeUp();
        clock.advance(Duration.ofSeconds(70));

        overdue.takeUp();

        var again = webshop.command(requestId, "verify", 2);
        assertThat(again.text("commandId")).isEqualTo(verify.text("commandId"));
        assertThat(world.facts(requestId, "task-changed", 3))
                .extracting(event -> event.text("state"))
                .containsExactly("sent", "failed", "sent");
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("failure", nullValue())
                .body("tasks.lastFailure", contains("database-unavailable"));
    }

    @Test
    void aSystemThatNeverAnswersFailsTheErasureOnce() {
        silentForDays();

        var failed = world.fact(requestId, "erasure-failed");
        assertThat(failed.text("system")).isEqualTo(webshop.id());
        assertThat(failed.text("reason")).isEqualTo("no-answer");
        webshop.command(requestId, "verify", 8);
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("state", equalTo("planning"))
                .body("failure.reason", equalTo("no-answer"))
                .body("tasks.attempts", contains(8))
                .body("tasks.nextAttemptAt", contains(nullValue()));
    }

    @Test
    void anAnswerThatComesAfterAllIsTaken() {
        silentForDays();
        world.fact(requestId, "erasure-failed");

        webshop.verified(verify, Held.of("account", "2026-01-05", 1));

        assertThat(world.fact(requestId, "erasure-planned").data().get("verdicts"))
                .hasSize(1);
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("state", equalTo("planned"))
                .body("failure", nullValue());
    }

    @Test
    void peopleCanTakeUpWhatFailed() {
        silentForDays();
        world.fact(requestId, "erasure-failed");

        world.as("privacy-officer", organisation)
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(204);

        var again = webshop.command(requestId, "verify", 9);
        assertThat(again.text("commandId")).isNotEqualTo(verify.text("commandId"));
        webshop.verified(again, Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-planned");
    }

    @Test
    void nothingIsTakenUpThatHasNotFailed() {
        world.as("privacy-officer", organisation)
                .header("Accept-Language", "nl")
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:nothing-to-retry"))
                .body("title", equalTo("Er is niets om op te pakken"));
    }

    private void silentForDays() {
        for (var round = 0; round < 8; round++) {
            clock.advance(Duration.ofHours(7));
            overdue.takeUp();
        }
    }
}
