package nl.privacyloket.retention.sweep;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Purged;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order had done before it stopped is counted, and repeated when a backup brings it back. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class StoppedOrdersQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    OverdueOrders overdue;

    @Inject
    SettableClock clock;

    private String organisation;
    private PlayedSystem site;

    @BeforeEach
    void organisationWithThreeDueRecords() throws Exception {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(organisation, 1, "form-year form maximum collected P12M trigger erase");
        site = sweeps.system(organisation, List.of(), "form");
        sweeps.register(
                organisation,
                sweeps.record(organisation, site, "form", "saskia", "form:1", "2025-01-01"),
                sweeps.record(organisation, site, "form", "tom", "form:2", "2025-01-02"),
                sweeps.record(organisation, site, "form", "anna", "form:3", "2025-01-03"));
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void whatWentBeforeAPermitWasRevokedCountsNextToWhatGoesAfterwards() throws Exception {
        var purge = ordered();
        world.awaitHandled(site.failedAfter(purge, "2026-11-22T09:00:00Z", "permit-revoked", erased(2, 0)));
        assertThat(executed(purge, "2026-11-22T09:00:00Z")).isEqualTo(1);
        assertThat(answered(purge)).isEqualTo(1);

        assertThat(stopped(purge, "permit-revoked")).isEqualTo(1);
        sweeper.sweep();
        var rest = site.purges(2).get(1);
        world.awaitHandled(site.purged(rest, List.of(erased(1, 2))));
        world.awaitHandled(site.stillThere(sweeps.check(site, rest)));

        run(3);
        assertThat(sweeps.holdings(site)).isZero();
    }

    @Test
    void aLaterAnswerToTheSameOrderTellsTheTotal() throws Exception {
        var purge = ordered();
        world.awaitHandled(site.failedAfter(purge, "2026-11-22T09:00:00Z", "database-unavailable", erased(1, 0)));
        assertThat(answered(purge)).isZero();
        run(1);
        assertThat(executed(purge, "2026-11-22T09:00:00Z")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        overdue.takeUp();

        world.awaitHandled(site.purged(site.purges(2).get(1), List.of(erased(3, 0))));

        run(3);
        // Its place is that of the first time, and a backup of between holds what went last.
        assertThat(executed(purge, "2026-11-22T10:00:00Z")).isEqualTo(1);
    }

    @Test
    void whatWentBeforeAnOrderWasGivenUpCountsAndNothingCommitsAfterwards() throws Exception {
        var purge = ordered();

        world.awaitHandled(site.failedAfter(purge, "2026-11-22T09:00:00Z", "constraint-violated", erased(1, 0)));

        run(1);
        assertThat(executed(purge, "2026-11-22T09:00:00Z")).isEqualTo(1);
        assertThat(stopped(purge, "constraint-violated"))
                .as("still open to an answer")
                .isZero();
        clock.advance(Duration.ofDays(1));
        sweeper.sweep();
        assertThat(stopped(purge, "constraint-violated")).isEqualTo(1);
        var permit = site.permit(purge);
        given().header("Permit-Token", permit.token())
                .post(URI.create(permit.url()).getPath())
                .then()
                .statusCode(409);
    }

    @Test
    void whatChangedNothingWasNotExecuted() throws Exception {
        var purge = ordered();

        world.awaitHandled(site.failedAfter(purge, "2026-11-22T09:00:00Z", "permit-revoked", erased(0, 0)));

        assertThat(world.number(
                        "select count(*) from erasure_log where command_id = ?::uuid and executed_at is null",
                        purge.text("commandId")))
                .isEqualTo(1);
    }

    private Received ordered() throws Exception {
        sweeper.sweep();
        return site.purges(1).get(0);
    }

    private static Purged erased(int rows, int absent) {
        return new Purged("form", rows, 0, 0, absent, 0);
    }

    private void run(int erased) {
        world.as("operator", organisation)
                .get("/organisations/" + organisation + "/sweeps?system=" + site.id())
                .then()
                .statusCode(200)
                .body("items.erased", contains(erased));
    }

    private long executed(Received purge, String last) {
        return world.number(
                "select count(*) from erasure_log where command_id = ?::uuid"
                        + " and executed_at = '2026-11-22T09:00:00Z' and last_executed_at = ?::timestamptz",
                purge.text("commandId"),
                last);
    }

    /** As its certificate is to say. */
    private long stopped(Received purge, String failure) {
        return world.number(
                "select count(*) from sweep_command where command_id = ?::uuid and closed and last_failure = ?"
                        + " and stopped_at is not null",
                purge.text("commandId"),
                failure);
    }

    private long answered(Received purge) {
        return world.number(
                "select count(*) from permit where command_id = ?::uuid and state = 'answered'",
                purge.text("commandId"));
    }
}
