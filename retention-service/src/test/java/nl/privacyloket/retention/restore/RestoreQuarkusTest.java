package nl.privacyloket.retention.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import org.junit.jupiter.api.Test;

/** A system that was restored from a backup gets again what it had erased since, and nothing else. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RestoreQuarkusTest extends RestoredSystem {
    @Inject
    OverdueReplays overdue;

    @Inject
    ErasureLogTidying tidying;

    @Test
    void repeatsExactlyWhatWasErasedAfterTheBackupInItsOrder() {
        erased(MONDAY);
        var third = erased(WEDNESDAY);
        var second = erased(TUESDAY);
        planned();

        var job = restored(BACKUP);

        job.then()
                .statusCode(202)
                .body("kind", equalTo("restore"))
                .body("done", equalTo(0))
                .body("total", equalTo(2));
        var jobId = job.path("id").toString();
        assertThat(job.header("Location")).endsWith("/jobs/" + jobId);
        var first = repeat(second);
        assertThat(repeats()).hasSize(1);
        answer(first, 1);
        progress(jobId)
                .then()
                .body("done", equalTo(1))
                .body("total", equalTo(2))
                .body("state", equalTo("running"));
        answer(repeat(third), 0);

        awaitState(jobId, "done")
                .then()
                .body("done", equalTo(2))
                .body("failures", equalTo(0))
                .body("system", equalTo(webshop.id()));
        assertThat(repeats()).extracting(RestoredSystem::repeated).containsExactly(second, third);
        assertThat(world.audited(jobId)).containsExactly("restore.started done", "restore.ended done");
        assertThat(world.audited(second.toString())).endsWith("erasure.repeated done");
    }

    @Test
    void theRepetitionIsTheSameCommandUnderAnIdAndAPermitOfItsOwn() {
        var original = commandOf(erased(TUESDAY));

        restored(BACKUP);

        var repetition = repeat(UUID.fromString(original.text("commandId")));
        assertThat(repetition.text("commandId")).isNotEqualTo(original.text("commandId"));
        assertThat(repetition.data().get("permit")).isNotEqualTo(original.data().get("permit"));
        assertThat(repetition.key()).isEqualTo(original.key());
        for (var same : List.of("requestId", "system", "subject", "planHash", "instructions")) {
            assertThat(repetition.data().get(same))
                    .as(same)
                    .isEqualTo(original.data().get(same));
        }
        assertThat(webshop.subject(repetition)).isEqualTo(webshop.subject(original));
        // The system's own log names the id of the repetition: this service's log says who ordered it.
        assertThat(world.audited(repetition.text("commandId"))).containsExactly("command.erase sent");
    }

    @Test
    void nothingErasedSinceIsDoneAtOnce() {
        erased(MONDAY);

        restored(BACKUP).then().statusCode(202).body("state", equalTo("done")).body("total", equalTo(0));
    }

    @Test
    void whatCannotBeRepeatedIsGivenUpAndTheRestGoesOn() {
        var first = erased(TUESDAY);
        var second = erased(WEDNESDAY);
        var jobId = restored(BACKUP).path("id").toString();
        webshop.failed(repeat(first), "held");

        answer(repeat(second), 1);

        awaitState(jobId, "failed").then().body("done", equalTo(1)).body("failures", equalTo(1));
        assertThat(world.audited(jobId)).containsExactly("restore.started done", "restore.ended failed");
        assertThat(world.audited(first.toString())).endsWith("erasure.repeated held");
    }

    @Test
    void whatIsStillThereAfterwardsIsAFailure() {
        var command = erased(TUESDAY);
        var jobId = restored(BACKUP).path("id").toString();
        webshop.erasedAt(repeat(command), "2026-11-22T10:01:00Z", "account", 1);

        webshop.verified(verifies(1).get(0), Held.of("account", "2026-01-05", 1));

        awaitState(jobId, "failed").then().body("failures", equalTo(1));
        assertThat(world.number(
                        "select count(*) from restore_step where job_id = ?::uuid and last_failure = 'still-there'",
                        jobId))
                .isEqualTo(1);
    }

    @Test
    void aHoldThatCameMeanwhileLeadsToAFreshPermit() {
        var command = erased(TUESDAY);
        var jobId = restored(BACKUP).path("id").toString();
        var revoked = repeat(command);

        webshop.failed(revoked, "permit-revoked");

        var fresh = repeats(2).get(1);
        assertThat(fresh.text("commandId")).isNotEqualTo(revoked.text("commandId"));
        answer(fresh, 1);
        awaitState(jobId, "done");
    }

    @Test
    void withoutAnAnswerItIsSentAgainAndGivenUpInTheEnd() {
        var command = erased(TUESDAY);
        var jobId = restored(BACKUP).path("id").toString();
        var sent = repeat(command);

        for (var attempt = 2; attempt <= 5; attempt++) {
            clock.advance(Duration.ofHours(5));
            overdue.takeUp();
            assertThat(repeats(attempt))
                    .allSatisfy(again -> assertThat(again.text("commandId")).isEqualTo(sent.text("commandId")));
        }
        clock.advance(Duration.ofHours(5));
        overdue.takeUp();

        awaitState(jobId, "failed").then().body("failures", equalTo(1));
    }

    @Test
    void anErasureThatIsReportedLateIsRepeatedToo() {
        var first = erased(TUESDAY);
        var late = executing();
        var jobId = restored(BACKUP).path("id").toString();
        var repetition = repeat(first);

        world.awaitHandled(webshop.erasedAt(late, WEDNESDAY, "account", 1));
        answer(repetition, 1);

        answer(repeat(UUID.fromString(late.text("commandId"))), 1);
        awaitState(jobId, "done").then().body("total", equalTo(2));
    }

    @Test
    void aRestoreThatMakesNoSenseIsRefused() {
        erased(TUESDAY);
        restored("2026-12-24T00:00:00Z")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:privacyloket:problem:restored-in-future"));
        restored("2026-09-01T00:00:00Z")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:restored-too-far-back"));
        restore(Map.of()).then().statusCode(400);
        restored(BACKUP).then().statusCode(202);
        restored(MONDAY).then().statusCode(409).body("type", equalTo("urn:privacyloket:problem:restore-running"));
    }

    @Test
    void aJobIsShownToWhoStartedItAlone() {
        erased(TUESDAY);
        var jobId = restored(BACKUP).path("id").toString();

        world.as("operator", world.newOrganisation())
                .get("/jobs/" + jobId)
                .then()
                .statusCode(404);
        world.as("case-handler", organisation).get("/jobs/" + jobId).then().statusCode(403);
        progress(jobId).then().statusCode(200);
        world.as("operator", organisation)
                .get("/jobs/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void whatNoBackupCanBringBackIsForgotten() {
        var command = erased(TUESDAY);

        clock.set(Instant.parse("2027-01-12T22:00:00Z"));
        tidying.tidy();
        assertThat(kept(command)).isEqualTo(1);

        clock.set(Instant.parse("2027-01-14T23:00:00Z"));
        tidying.tidy();
        assertThat(kept(command)).isZero();
    }
}
