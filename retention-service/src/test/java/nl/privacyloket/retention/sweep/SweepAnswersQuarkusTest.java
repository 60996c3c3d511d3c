package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Kept;
import nl.privacyloket.retention.support.PlayedSystem.Purged;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows when a data system answers late, badly, or not at all, and what a hold does to an order. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SweepAnswersQuarkusTest {

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
    void organisationWithTwoDueRecords() throws Exception {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(
                organisation,
                1,
                "form-year form maximum collected P12M trigger erase",
                "profile-rest profile maximum collected P1M trigger restrict",
                "profile-year profile maximum collected P1Y trigger erase");
        site = sweeps.system(organisation, List.of(), "form", "profile");
        sweeps.register(
                organisation,
                sweeps.record(organisation, site, "form", "saskia", "form:1", "2025-01-01"),
                sweeps.record(organisation, site, "form", "tom", "form:2", "2025-01-02"));
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    private Received ordered() throws Exception {
        sweeper.sweep();
        return site.purges(1).get(0);
    }

    @Test
    void sendsTheSameAgainWithoutAnAnswerAndGivesUpForTheDay() throws Exception {
        var first = ordered();
        for (var attempt = 2; attempt <= 8; attempt++) {
            clock.advance(Duration.ofHours(7));
            overdue.takeUp();
        }
        var purges = site.purges(8);
        assertThat(purges).allSatisfy(purge -> assertThat(purge.data()).isEqualTo(first.data()));

        clock.advance(Duration.ofHours(7));
        overdue.takeUp();

        var failed = sweeps.facts(site.id(), "purge-failed", 1).get(0);
        assertThat(failed.text("reason")).isEqualTo("no-answer");
        assertThat(failed.text("commandId")).isEqualTo(first.text("commandId"));
        assertThat(world.audited(first.text("commandId")))
                .containsExactly("purge.ordered done", "permit.withdrawn done", "purge.failed no-answer");
        // Days have gone by: what was given up is ordered anew under another id.
        sweeper.sweep();
        var anew = site.purges(9).get(8);
        assertThat(anew.text("commandId")).isNotEqualTo(first.text("commandId"));
        assertThat(SweepWorld.refs(site, List.of(anew))).containsExactlyInAnyOrder("form:1", "form:2");
    }

    @Test
    void doesNotOrderAnewOnTheSameDayWhatWasGivenUpUnlessAskedTo() throws Exception {
        world.awaitHandled(site.failed(ordered(), "unsupported"));
        assertThat(sweeps.facts(site.id(), "purge-failed", 1).get(0).text("reason"))
                .isEqualTo("unsupported");
        clock.advance(Duration.ofHours(1));
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(1);

        world.as("operator", organisation)
                .post("/organisations/" + organisation + "/sweeps")
                .then()
                .statusCode(202);
        sweeper.sweep();

        assertThat(SweepWorld.refs(site, site.purges(2).subList(1, 2))).containsExactlyInAnyOrder("form:1", "form:2");
        assertThat(world.audited(organisation)).containsOnlyOnce("sweep.armed done");
    }

    @Test
    void ordersAnewOnTheDayThatCameWhatWasOpenWhenItBegan() throws Exception {
        var purge = ordered();
        // Midnight in Amsterdam.
        clock.set(Instant.parse("2026-11-22T23:00:05Z"));
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(1);
        world.awaitHandled(site.failed(purge, "unsupported"));
        sweeps.facts(site.id(), "purge-failed", 1);

        clock.advance(Duration.ofMinutes(11));
        sweeper.sweep();

        assertThat(SweepWorld.refs(site, site.purges(2).subList(1, 2))).containsExactlyInAnyOrder("form:1", "form:2");
    }

    @Test
    void triesAgainLaterWhatMayGoBetterThen() throws Exception {
        var purge = ordered();
        world.awaitHandled(site.failed(purge, "database-unavailable"));
        overdue.takeUp();
        assertThat(site.purges(1)).hasSize(1);

        clock.advance(Duration.ofMinutes(2));
        overdue.takeUp();

        var again = site.purges(2).get(1);
        assertThat(again.text("commandId")).isEqualTo(purge.text("commandId"));
        sweeps.carriedOut(site, again);
        assertThat(world.number(
                        "select order_attempts from sweep_command where command_id = ?::uuid", purge.text("commandId")))
                .isEqualTo(2);
        assertThat(sweeps.holdings(site)).isZero();
    }

    @Test
    void takesALateAnswerAsLongAsNothingElseWasOrdered() throws Exception {
        var purge = ordered();
        for (var attempt = 2; attempt <= 9; attempt++) {
            clock.advance(Duration.ofHours(7));
            overdue.takeUp();
        }
        sweeps.facts(site.id(), "purge-failed", 1);

        sweeps.carriedOut(site, purge);

        assertThat(sweeps.holdings(site)).isZero();
        sweeps.facts(site.id(), "purge-completed", 1);
    }

    @Test
    void ordersTheRestAnewWhenAHoldRevokedThePermit() throws Exception {
        var purge = ordered();
        var holdId = hold("'identifier':{'type':'e-mail','value':'tom@example.org'}", null);
        world.awaitHandled(site.failed(purge, "permit-revoked"));

        sweeper.sweep();

        var anew = site.purges(2).get(1);
        assertThat(SweepWorld.refs(site, List.of(anew))).containsExactly("form:1");
        sweeps.carriedOut(site, anew);
        assertThat(sweeps.holdings(site)).isEqualTo(1);
        world.as("operator", organisation)
                .get("/organisations/" + organisation + "/sweeps?system=" + site.id())
                .then()
                .statusCode(200)
                .body("items.due", contains(2))
                .body("items.commanded", contains(1))
                .body("items.erased", contains(1))
                .body("items[0].kept.reason", contains("held"))
                .body("items[0].kept.holdings", contains(1));

        world.as("privacy-officer", organisation)
                .delete("/organisations/" + organisation + "/holds/" + holdId)
                .then()
                .statusCode(204);
        sweeper.sweep();
        assertThat(SweepWorld.refs(site, site.purges(3).subList(2, 3))).containsExactly("form:2");
    }

    @Test
    void leavesWhatIsHeldAndExceptsThePerson() throws Exception {
        hold("'identifier':{'type':'e-mail','value':'tom@example.org'}", null);

        var purge = ordered();

        assertThat(SweepWorld.refs(site, List.of(purge))).containsExactly("form:1");
        var permit = site.opened(purge, "permit", Map.class);
        assertThat(permit.get("except").toString()).contains("tom@example.org").doesNotContain("saskia");
        assertThat(permit.get("url").toString()).endsWith("/permits/" + purge.text("commandId") + "/redemption");
    }

    @Test
    void exceptsWhatIsHeldInOtherCategoriesThatMayGoAlong() throws Exception {
        hold("'identifier':{'type':'e-mail','value':'tom@example.org'},'category':'profile'", null);
        hold("'category':'profile','system':'" + site.id() + "'", null);

        var purge = ordered();

        assertThat(SweepWorld.refs(site, List.of(purge))).containsExactlyInAnyOrder("form:1", "form:2");
        assertThat(site.opened(purge, "permit", PlayedSystem.Permit.class).except())
                .containsExactlyInAnyOrder(
                        new PlayedSystem.Except(
                                "profile", List.of(new PlayedSystem.Identifier("e-mail", "tom@example.org"))),
                        new PlayedSystem.Except("profile", List.of()));
    }

    @Test
    void ordersNothingWhenMoreIsHeldThanAnOrderCanExcept() throws Exception {
        assertThat(world.number(
                        "with held as (insert into hold (hold_id, organisation, reason, by_subject, epoch, placed_at)"
                                + " select gen_random_uuid(), ?, 'legal-claim', true, 0, now()"
                                + " from generate_series(1, 3001) returning 1) select count(*) from held",
                        organisation))
                .isEqualTo(3001);

        sweeper.sweep();

        assertThat(sweeps.commands(site)).isZero();
        world.as("operator", organisation)
                .get("/organisations/" + organisation + "/sweeps?system=" + site.id())
                .then()
                .statusCode(200)
                .body("items[0].kept.reason", contains("too-many-holds"))
                .body("items[0].kept.holdings", contains(2));
    }

    private String hold(String scope, String until) {
        var order = "{'reason':'legal-claim','scope':{" + scope + "}"
                + (until == null ? "" : ",'until':'" + until + "'") + "}";
        var answer = world.as("privacy-officer", organisation)
                .contentType(ContentType.JSON)
                .body(order.replace('\'', '"'))
                .post("/organisations/" + organisation + "/holds");
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.path("id");
    }

    @Test
    void failsWhenASeparateLookFindsWhatShouldBeGone() throws Exception {
        var purge = ordered();
        sweeps.purged(site, purge);

        world.awaitHandled(site.stillThere(sweeps.check(site, purge), 1));

        assertThat(sweeps.facts(site.id(), "purge-failed", 1).get(0).text("reason"))
                .isEqualTo("left-over");
        assertThat(sweeps.holdings(site)).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        sweeper.sweep();
        assertThat(SweepWorld.refs(site, site.purges(2).subList(1, 2))).hasSize(1);
    }

    @Test
    void keepsInTheRegisterWhatTheSystemKeepsAndOrdersItAnewTheNextDay() throws Exception {
        var purge = ordered();
        sweeps.purged(site, purge, new Kept(0, "form", "still-referenced", 1));
        world.awaitHandled(site.stillThere(sweeps.check(site, purge), 0));
        var completed = sweeps.facts(site.id(), "purge-completed", 1).get(0);
        assertThat(completed.data().at("/categories/0/erased").asInt()).isEqualTo(1);
        assertThat(completed.data().at("/categories/0/kept").asInt()).isEqualTo(1);
        assertThat(sweeps.holdings(site)).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(1);

        clock.advance(Duration.ofDays(1));
        sweeper.sweep();

        var kept = site.records(purge).get(0).recordRef();
        assertThat(SweepWorld.refs(site, site.purges(2).subList(1, 2))).containsExactly(kept);
    }

    @Test
    void restrictsOnceAndErasesLater() throws Exception {
        sweeps.carriedOut(site, ordered());
        sweeps.register(
                organisation, sweeps.record(organisation, site, "profile", "saskia", "profile:1", "2026-10-01"));
        clock.advance(Duration.ofMinutes(11));
        sweeper.sweep();
        var restrict = site.purges(2).get(1);
        assertThat(restrict.text("action")).isEqualTo("restrict");
        world.awaitHandled(site.purged(restrict, List.of(new Purged("profile", 0, 0, 1, 0, 0))));
        world.awaitHandled(site.stillThere(sweeps.check(site, restrict)));
        assertThat(sweeps.holdings(site)).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(2);

        clock.advance(Duration.ofDays(330));
        sweeper.sweep();

        var erase = site.purges(3).get(2);
        assertThat(erase.text("action")).isEqualTo("erase");
        sweeps.carriedOut(site, erase);
        assertThat(sweeps.holdings(site)).isZero();
    }

    @Test
    void setsAnAnswerAsideThatSpeaksOfWhatWasNotOrdered() throws Exception {
        var purge = ordered();

        var eventId = site.purged(
                purge, List.of(new Purged("form", 1, 0, 0, 0, 1)), new Kept(7, "form", "still-referenced", 1));

        world.awaitHandled(eventId);
        assertThat(world.deadLetters(eventId, "unknown-record")).isEqualTo(1);
    }

    @Test
    void aFarDayShowsWhatIsStoredForThatDay() {
        world.update(
                "update holding set due_on = '2036-11-22' where record_ref = 'form:1' and stream in"
                        + " (select id from holding_stream where system = ?)",
                site.id());

        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=2036-11-22")
                .then()
                .statusCode(200)
                .body("lines.samples", contains(List.of("form:1")));
        assertThat(world.audited(organisation)).containsOnlyOnce("schedule.read done");
    }

    @Test
    void refusesADayThatIsNone() {
        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=2036-11-23")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:privacyloket:problem:no-schedule"))
                .body("detail", equalTo("Ask for today, 2026-11-22, or a day within the next ten years."));
        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=2027-02-30")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:privacyloket:problem:no-such-date"));
        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=2026-11-21")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:privacyloket:problem:no-schedule"))
                .body("today", equalTo("2026-11-22"));
        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule")
                .then()
                .statusCode(400)
                .body("errors.field", contains("on"));
    }
}
