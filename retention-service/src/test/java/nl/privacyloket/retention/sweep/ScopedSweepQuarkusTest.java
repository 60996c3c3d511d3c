package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.PlayedSystem.Kept;
import nl.privacyloket.retention.support.PlayedSystem.Purged;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes by itself without being registered: by age, and parts that erasures had to leave. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class ScopedSweepQuarkusTest {

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
    void organisationWithASystemThatRegistersNothing() {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(
                organisation,
                1,
                "visit-year visits maximum last-activity P12M trigger erase",
                "invoice-law invoices minimum collected P7Y calendar-year-end erase",
                "invoice-end invoices maximum agreement-ended P1Y trigger erase");
        site = sweeps.system(organisation, List.of("visits", "invoices"), "visits", "invoices", "account");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void tellsOnceADayWhatGoesByItsAge() throws Exception {
        sweeper.sweep();

        var purge = site.purges(1).get(0);
        assertThat(purge.text("scope")).isEqualTo("rule");
        assertThat(purge.data().get("rule").toString())
                .isEqualTo("{\"category\":\"visits\",\"trigger\":\"last-activity\",\"startedBefore\":\"2025-11-23\"}");
        assertThat(purge.data().get("subject").isNull()).isTrue();
        byAgeCarriedOut(purge, 12);
        var completed = sweeps.facts(site.id(), "purge-completed", 1).get(0);
        assertThat(completed.text("scope")).isEqualTo("rule");
        assertThat(completed.data().at("/categories/0/rule").asText()).isEqualTo("visit-year");
        assertThat(completed.data().at("/categories/0/erased").asInt()).isEqualTo(12);
        clock.advance(Duration.ofHours(3));
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(1);

        clock.advance(Duration.ofDays(1));
        sweeper.sweep();

        assertThat(site.purges(2).get(1).data().at("/rule/startedBefore").asText())
                .isEqualTo("2025-11-24");
    }

    private void byAgeCarriedOut(Received purge, int rows, Kept... kept) {
        var category = purge.data().at("/rule/category").asText();
        world.awaitHandled(site.purged(purge, List.of(new Purged(category, rows, 0, 0, 0, kept.length)), kept));
        world.awaitHandled(site.verified(sweeps.check(site, purge)));
    }

    @Test
    void failsWhenSomethingOfThatAgeIsLeft() throws Exception {
        sweeper.sweep();
        var purge = site.purges(1).get(0);
        world.awaitHandled(site.purged(
                purge, List.of(new Purged("visits", 5, 0, 0, 0, 1)), new Kept(null, "visits", "still-referenced", 1)));

        world.awaitHandled(site.verified(sweeps.check(site, purge), Held.of("visits", null, 2)));

        assertThat(sweeps.facts(site.id(), "purge-failed", 1).get(0).text("reason"))
                .isEqualTo("left-over");
    }

    @Test
    void leavesACategoryUnderAHold() throws Exception {
        var answer = world.as("privacy-officer", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "investigation", "scope", Map.of("category", "visits")))
                .post("/organisations/" + organisation + "/holds");
        assertThat(answer.statusCode()).isEqualTo(201);

        sweeper.sweep();

        assertThat(sweeps.commands(site)).isZero();
    }

    @Test
    void letsGoOfRetainedPartsOnTheirDay() throws Exception {
        byAge();
        var requestId = UUID.randomUUID();
        release(requestId, "2026-11-24", "2019-01-01");
        sweeper.sweep();
        assertThat(sweeps.commands(site)).isEqualTo(1);
        // Midnight in Amsterdam.
        clock.set(Instant.parse("2026-11-23T23:00:05Z"));

        sweeper.sweep();

        var purge = retained(requestId);
        assertThat(purge.data().get("retained").toString())
                .isEqualTo("{\"requestId\":\"" + requestId
                        + "\",\"categories\":[\"invoices\"],\"keptBefore\":\"2026-11-24\"}");
        sweeper.sweep();
        world.awaitHandled(site.purged(purge, List.of(new Purged("invoices", 3, 0, 0, 0, 0))));
        world.awaitHandled(site.verified(sweeps.check(site, purge)));
        assertThat(world.number("select count(*) from release where request_id = ?", requestId))
                .isZero();
        assertThat(world.number(
                        "select count(*) from sweep_command where scope = 'retained' and request_id = ?", requestId))
                .isEqualTo(1);
    }

    @Test
    void heedsATermThatWasLengthenedSince() throws Exception {
        var requestId = UUID.randomUUID();
        release(requestId, "2026-11-22", "2019-01-01");
        var longer = UUID.randomUUID();
        release(longer, "2026-11-22", "2019-01-02");

        sweeper.sweep();

        assertThat(world.number("select count(*) from sweep_command where request_id = ?", requestId))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from sweep_command where request_id = ?", longer))
                .as("of which some began in a year that is still kept")
                .isZero();
    }

    @Test
    void heedsALawThatCameSinceWhereItIsNotKnownWhenThePartBegan() throws Exception {
        var free = UUID.randomUUID();
        release(free, "account", "2026-11-22", null);
        var kept = UUID.randomUUID();
        release(kept, "2026-11-22", null);

        sweeper.sweep();

        assertThat(world.number("select count(*) from sweep_command where request_id = ?", free))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from sweep_command where request_id = ?", kept))
                .isZero();
        // Seven years after the year in which it was there.
        clock.set(Instant.parse("2034-01-01T10:00:00Z"));
        sweeper.sweep();
        assertThat(world.number("select count(*) from sweep_command where request_id = ?", kept))
                .isEqualTo(1);
    }

    @Test
    void leavesThePartThatALengthenedTermKeepsWhenAnotherOfTheSameCategoryGoes() throws Exception {
        var requestId = UUID.randomUUID();
        release(requestId, "2025-01-01", "2018-01-01");
        release(requestId, "2026-01-01", "2019-01-02");

        sweeper.sweep();

        var purge = retained(requestId);
        // The later part was kept through 31 December 2025, and is to stay.
        assertThat(purge.data().at("/retained/keptBefore").asText()).isEqualTo("2025-12-31");
        world.awaitHandled(site.purged(purge, List.of(new Purged("invoices", 3, 0, 0, 0, 0))));
        world.awaitHandled(site.verified(sweeps.check(site, purge)));
        assertThat(world.number(
                        "select count(*) from release where request_id = ? and release_on = '2026-01-01'", requestId))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from release where request_id = ?", requestId))
                .isEqualTo(1);
    }

    @Test
    void ordersRetainedPartsCategoryByCategory() throws Exception {
        var requestId = UUID.randomUUID();
        release(requestId, "2026-01-01", "2018-01-01");
        world.update(
                "insert into release (request_id, system, category, release_on, organisation, holdings, basis)"
                        + " values (?, ?, 'account', '2026-01-01', ?, 1, 'law')",
                requestId,
                site.id(),
                organisation);

        sweeper.sweep();
        sweeper.sweep();

        assertThat(site.purges(3).subList(1, 3))
                .extracting(purge -> purge.data().at("/retained/categories").toString())
                .containsExactlyInAnyOrder("[\"account\"]", "[\"invoices\"]");
        assertThat(sweeps.commands(site)).isEqualTo(3);
    }

    private void byAge() throws Exception {
        sweeper.sweep();
        byAgeCarriedOut(site.purges(1).get(0), 1);
    }

    private Received retained(UUID requestId) {
        return world.bus()
                .awaitOne(
                        site.topic(),
                        event -> event.type().endsWith("command.purge.v1")
                                && requestId.toString().equals(event.text("requestId")));
    }

    private void release(UUID requestId, String on, String startedBefore) {
        release(requestId, "invoices", on, startedBefore);
    }

    private void release(UUID requestId, String category, String on, String startedBefore) {
        world.number(
                "with kept as (insert into release (request_id, system, category, release_on, organisation, holdings,"
                        + " basis, started_before) values (?, ?, ?, ?::date, ?, 3, 'AWR art. 52(4)', ?::date)"
                        + " returning 1) select count(*) from kept",
                requestId,
                site.id(),
                category,
                on,
                organisation,
                startedBefore);
    }

    @Test
    void showsWhatWouldGoByAgeAndWhatErasuresHadToLeave() {
        release(UUID.randomUUID(), "2027-01-01", "2019-01-01");

        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/schedule?on=2027-01-01")
                .then()
                .statusCode(200)
                .body("on", equalTo("2027-01-01"))
                .body("lines.scope", contains("rule", "retained"))
                .body("lines.startedBefore", hasItem("2026-01-02"))
                .body("lines.holdings", contains(null, 3));
    }
}
