package nl.privacyloket.retention.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Contracts;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.PlayedSystem.Kept;
import nl.privacyloket.retention.support.PlayedSystem.Purged;
import nl.privacyloket.retention.support.RetentionEnvironment;
import org.junit.jupiter.api.Test;

/** What a restore repeats that was repeated before, and what a hold leaves of it. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class OnceMoreQuarkusTest extends RestoredSystem {
    @Test
    void isRepeatedOnceMoreOnlyForWhoSaysSo() {
        var command = erased(TUESDAY);
        var once = restored(BACKUP).path("id").toString();
        assertThat(restored(BACKUP).path("id").toString()).isEqualTo(once);
        answer(repeat(command), 1);
        awaitState(once, "done");

        restored(BACKUP).then().statusCode(409).body("type", equalTo("urn:privacyloket:problem:already-restored"));
        restored(MONDAY).then().statusCode(409);
        var again =
                restore(Map.of("restoredTo", BACKUP, "again", true)).path("id").toString();

        assertThat(again).isNotEqualTo(once);
        answer(repeats(2).get(1), 0);
        awaitState(again, "done").then().body("done", equalTo(1)).body("total", equalTo(1));
        assertThat(world.number(
                        "select count(*) from erasure_log where system = ? and executed_at is not null", webshop.id()))
                .isEqualTo(1);
    }

    @Test
    void aLaterRestoreIsAnotherOne() {
        var command = erased(TUESDAY);
        var jobId = restored(BACKUP).path("id").toString();
        answer(repeat(command), 1);
        awaitState(jobId, "done");

        restored(WEDNESDAY).then().statusCode(202);
    }

    @Test
    void whatWasErasedShortlyBeforeTheBackupIsRepeatedToo() {
        var command = erased("2026-11-16T19:05:00Z");
        erased("2026-11-16T18:55:00Z");

        var job = restored(BACKUP);

        job.then().body("total", equalTo(1));
        answer(repeat(command), 0);
        awaitState(job.path("id").toString(), "done");
    }

    @Test
    void whatAHoldKeepsIsNotDone() {
        purged(TUESDAY);
        var jobId = restored(BACKUP).path("id").toString();
        var repetition = webshop.purges(1).get(0);

        webshop.purged(
                repetition,
                List.of(new Purged("account", 4, 0, 0, 0, 1)),
                new Kept(null, "account", "still-referenced", 2),
                new Kept(null, "account", "held", 1));
        webshop.verified(webshop.purgeCheck(1), Held.of("account", null, 2));

        awaitState(jobId, "failed").then().body("done", equalTo(0)).body("failures", equalTo(1));
        assertThat(world.number(
                        "select count(*) from restore_step where job_id = ?::uuid and last_failure = 'held'", jobId))
                .isEqualTo(1);
    }

    /** As if a sweep had let something go by its age at that moment. */
    private void purged(String at) {
        var commandId = UUID.randomUUID();
        var command = (ObjectNode)
                Contracts.sample("nl.privacyloket.command.purge.v1.sample-rule").get("data");
        command.put("commandId", commandId.toString()).put("system", webshop.id());
        ((ObjectNode) command.get("rule")).put("category", "account");
        world.update(
                "insert into erasure_log (command_id, organisation, system, event_type, message_key, data, kept_at,"
                        + " executed_at, last_executed_at, execution)"
                        + " select ?, ?, s.id, 'nl.privacyloket.command.purge.v1', s.id, ?, t.at, t.at, t.at,"
                        + " nextval('erasure_execution')"
                        + " from data_system s, (select ?::timestamptz as at) t where s.id = ?",
                commandId,
                organisation,
                EventJson.write(command),
                at,
                webshop.id());
    }
}
