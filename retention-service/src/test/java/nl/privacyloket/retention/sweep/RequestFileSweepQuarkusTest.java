package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.support.Contracts;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of closed requests and the records of disclosures go by the organisation's own rule. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RequestFileSweepQuarkusTest {
    private static final Instant TWO_YEARS_LATER = Instant.parse("2028-11-21T23:00:10Z");

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    SettableClock clock;

    private String organisation;
    private PlayedSystem site;

    @BeforeEach
    void filesOfTwoYears() {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(organisation, 1, "file-norm request-file norm request-closed P2Y trigger erase");
        site = sweeps.system(organisation, List.of(), "account");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void letsGoOfTheFileOfAClosedRequestAndOfItsOwnRowsAboutIt() throws Exception {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        site.verified(site.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-planned");
        closed("erasure", requestId);
        assertThat(world.number(
                        "select count(*) from request_file_subject where request_id = ? and organisation = ?",
                        requestId,
                        organisation))
                .isEqualTo(1);
        clock.set(TWO_YEARS_LATER.minusSeconds(70));
        sweeper.sweep();
        assertThat(ordersAbout(requestId)).isZero();
        clock.set(TWO_YEARS_LATER);

        sweeper.sweep();

        var due = world.fact(requestId, "request-file-due");
        assertThat(rowsAbout(requestId, "request_case")).isEqualTo(1);
        sweeper.sweep();
        world.awaitHandled(world.requests().fileErased(organisation, requestId, due.text("commandId")));
        for (var table : List.of("request_case", "system_task", "erasure_plan", "request_file_subject")) {
            assertThat(rowsAbout(requestId, table)).as(table).isZero();
        }
        assertThat(registered(requestId)).isZero();
        assertThat(answeredPermits(due.text("commandId"))).isEqualTo(1);
        var completed = world.bus()
                .awaitOne(
                        RetentionWorld.FACTS,
                        event -> event.type().endsWith("purge-completed.v1")
                                && requestId.toString().equals(event.text("requestId")));
        assertThat(completed.key()).isEqualTo("request-service");
        assertThat(world.audited(requestId.toString())).containsOnlyOnce("case.erased done");
        assertThat(world.audited(due.text("commandId")))
                .containsExactly(
                        "permit.redeemed done", "purge.ordered done", "permit.ended done", "purge.completed done");
    }

    @Test
    void letsGoOfTheRecordOfADisclosureUnlessItIsStillWorkedWith() throws Exception {
        var disclosure = UUID.randomUUID();
        var made = (ObjectNode)
                Contracts.sample("nl.privacyloket.disclosure.made.v1.sample").path("data");
        made.put("disclosureId", disclosure.toString()).put("madeAt", "2026-11-22T10:00:00Z");
        made.putPOJO("subject", world.requests().subject("tom@example.org"));
        world.awaitHandled(world.bus()
                .send(
                        RetentionWorld.REQUESTS,
                        disclosure.toString(),
                        "nl.privacyloket.disclosure.made.v1",
                        "request-service",
                        organisation,
                        made));
        assertThat(rowsAbout(disclosure, "request_file_subject")).isEqualTo(1);
        clock.set(TWO_YEARS_LATER);
        sweeper.sweep();
        var due = world.fact(disclosure, "request-file-due");

        world.awaitHandled(world.requests().fileKept(organisation, disclosure, due.text("commandId")));

        assertThat(registered(disclosure)).isEqualTo(1);
        assertThat(rowsAbout(disclosure, "request_file_subject")).isEqualTo(1);
        assertThat(answeredPermits(due.text("commandId"))).isEqualTo(1);
        var failed = world.bus()
                .awaitOne(
                        RetentionWorld.FACTS,
                        event -> event.type().endsWith("purge-failed.v1")
                                && due.text("commandId").equals(event.text("commandId")));
        assertThat(failed.text("reason")).isEqualTo("in-use");
    }

    @Test
    void keepsTheFileOfARequestWhoseCaseGoesOn() throws Exception {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        site.command(requestId, "verify", 1);
        closed("erasure", requestId);
        world.update("update request_case set state = 'lifting' where request_id = ?", requestId);
        clock.set(Instant.parse("2029-01-01T10:00:00Z"));

        sweeper.sweep();

        assertThat(ordersAbout(requestId)).isZero();
    }

    private void closed(String right, UUID requestId) {
        world.requests().closed(organisation, right, requestId);
        await().until(() -> registered(requestId) == 1);
    }

    private long registered(UUID requestId) {
        return world.number("select count(*) from holding where record_ref = ?", requestId.toString());
    }

    private long rowsAbout(UUID requestId, String table) {
        return world.number("select count(*) from " + table + " where request_id = ?", requestId);
    }

    private long ordersAbout(UUID requestId) {
        return rowsAbout(requestId, "sweep_command");
    }

    private long answeredPermits(String commandId) {
        return world.number("select count(*) from permit where command_id = ?::uuid and state = 'answered'", commandId);
    }
}
