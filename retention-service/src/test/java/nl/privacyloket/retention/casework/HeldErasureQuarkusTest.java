package nl.privacyloket.retention.casework;

import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.hold.HoldCalendar;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import org.junit.jupiter.api.Test;

/** Erasures under holds: what is held stays, everything else goes, and what was held goes by itself afterwards. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HeldErasureQuarkusTest extends HeldErasures {

    @Inject
    HeldCases heldCases;

    @Inject
    HoldCalendar calendar;

    @Test
    void plansWhatAPersonsHoldKeepsAsHeld() {
        hold("complaint", PERSON + ",'category':'account'", null);

        var planned = planned(Held.of("account", "2026-01-05", 2), Held.of("orders", "2026-01-05", 1));

        assertThat(lines(planned)).containsExactly("account held null hold:complaint 2", "orders erase null null 1");
    }

    @Test
    void plansAHoldOnACategoryOverEveryTerm() {
        hold("authority-order", "'category':'invoices'", "2027-03-31");

        var planned = planned(
                Held.of("invoices", "2010-01-05", 4),
                Held.of("invoices", "2026-05-05", 3),
                Held.of("account", "2026-01-05", 1));

        assertThat(lines(planned))
                .containsExactly("account erase null null 1", "invoices held 2027-03-31 hold:authority-order 7");
    }

    @Test
    void plansAHoldOnASystemForAllThatItHolds() {
        var crm = world.register(organisation, "contact");
        hold("investigation", "'system':'" + crm.id() + "'", null);
        var requestId = world.requests().identityVerified(organisation, "erasure");

        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        crm.verified(crm.command(requestId, "verify", 1), Held.of("contact", "2026-01-05", 1));

        assertThat(lines(world.fact(requestId, "erasure-planned")))
                .containsExactlyInAnyOrder("account erase null null 1", "contact held null hold:investigation 1");
    }

    @Test
    void anErasureThatCannotExceptAllThatIsHeldIsLeftToPeople() {
        assertThat(world.number(
                        "with held as (insert into hold (hold_id, organisation, reason, by_subject, epoch, placed_at)"
                                + " select gen_random_uuid(), ?, 'legal-claim', true, 0, now()"
                                + " from generate_series(1, 3001) returning 1) select count(*) from held",
                        organisation))
                .isEqualTo(3001);

        var requestId = decided(planned(Held.of("account", "2026-01-05", 2)));

        assertThat(world.fact(requestId, "erasure-failed").text("reason")).isEqualTo("too-many-holds");
        assertThat(webshop.commandsUpToNow())
                .noneMatch(command -> command.type().endsWith("command.erase.v1"));
    }

    @Test
    void leavesWhatIsHeldAndGoesOnByItselfWhenTheHoldIsLifted() {
        var holdId = hold("legal-claim", PERSON + ",'category':'account'", null);
        var requestId = decided(planned(Held.of("account", "2026-01-05", 2), Held.of("orders", "2026-01-05", 1)));
        var erase = webshop.command(requestId, "erase", 1);
        assertThat(erase.data().get("instructions").findValuesAsText("category"))
                .containsExactly("orders");
        assertThat(webshop.permit(erase).except()).singleElement().satisfies(except -> assertThat(except.category())
                .isEqualTo("account"));
        webshop.erased(erase, 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("account", "2026-01-05", 3));
        var completed = world.fact(requestId, "erasure-completed");
        assertThat(lines(completed))
                .containsExactly("account held null hold:legal-claim 2", "orders erase null null 1");
        world.requests().closed(organisation, "erasure", requestId);
        assertThat(stateOf(requestId)).isEqualTo("held");

        world.liftHold(organisation, holdId);

        var again = webshop.command(requestId, "verify", 3);
        assertThat(again.text("purpose")).isEqualTo("plan");
        assertThat(webshop.subject(again).identifiers()).containsExactly(new PlayedSystem.Identifier("e-mail", E_MAIL));
        // What came to another category since nobody has decided on.
        webshop.verified(again, Held.of("account", "2026-01-05", 3), Held.of("orders", "2026-11-01", 1));
        var rest = webshop.command(requestId, "erase", 2);
        assertThat(rest.data().get("instructions").findValuesAsText("category")).containsExactly("account");
        webshop.erased(rest, 3, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 4), Held.of("orders", "2026-11-01", 1));
        var facts = world.facts(requestId, "erasure-completed", 2);
        assertThat(lines(facts.get(1))).containsExactly("account erase null null 3");
        assertThat(world.facts(requestId, "erasure-planned", 1)).hasSize(1);
        assertThat(world.number(
                        "select count(*) from request_case where request_id = ? and state = 'completed'"
                                + " and identifiers is null and subject_hash is null and ended_at is not null",
                        requestId))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from held_part where request_id = ?", requestId))
                .isZero();
        assertThat(world.audited(requestId.toString()))
                .containsSubsequence("erasure.completed done", "erasure.continued done", "erasure.completed done");
    }

    @Test
    void closingTheRequestRightAfterTheLiftingStopsNothing() {
        var holdId = hold("complaint", "'category':'account'", null);
        var requestId = held();
        world.liftHold(organisation, holdId);
        var again = webshop.command(requestId, "verify", 3);

        world.requests().closed(organisation, "erasure", requestId);

        webshop.verified(again, Held.of("account", "2026-01-05", 1));
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 4));
        world.facts(requestId, "erasure-completed", 2);
    }

    @Test
    void waitsForTheOtherHoldWhenOneOfTwoIsLifted() {
        var first = hold("complaint", "'category':'account'", null);
        var second = hold("legal-claim", PERSON, null);
        var requestId = held();
        world.liftHold(organisation, first);
        webshop.verified(webshop.command(requestId, "verify", 3), Held.of("account", "2026-01-05", 1));
        awaitState(requestId, "held");
        assertThat(erasures()).isEmpty();

        world.liftHold(organisation, second);

        webshop.verified(webshop.command(requestId, "verify", 4), Held.of("account", "2026-01-05", 1));
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 5));
        world.facts(requestId, "erasure-completed", 2);
    }

    @Test
    void goesOnByItselfOnTheDayAfterTheLastOfTheHold() {
        hold("complaint", "'category':'account'", "2026-12-31");
        var requestId = held();
        // In Amsterdam it is 1 January, in UTC and in the database's zone it is not.
        clock.set(Instant.parse("2026-12-31T23:00:01Z"));

        calendar.turn();

        webshop.verified(webshop.command(requestId, "verify", 3), Held.of("account", "2026-01-05", 1));
        webshop.command(requestId, "erase", 1);
    }

    @Test
    void waitsOnTheLastDayOfTheHold() {
        hold("complaint", "'category':'account'", "2026-12-31");
        var requestId = held();
        clock.set(Instant.parse("2026-12-31T22:59:58Z"));

        calendar.turn();

        heldCases.takeUp();
        assertThat(stateOf(requestId)).isEqualTo("held");
    }

    @Test
    void takesUpACaseWhoseLiftingItMissed() {
        var holdId = hold("complaint", "'category':'account'", null);
        var requestId = held();
        // As if this instance had been stopped between the lifting and what follows on it.
        world.update("update hold set lifted_at = now() where hold_id = ?", UUID.fromString(holdId));

        heldCases.takeUp();

        webshop.command(requestId, "verify", 3);
    }

    @Test
    void aRestrictionKeepsTheDataUntilItIsLifted() {
        var restriction = world.requests().identityVerifiedFor(organisation, "restriction", "account");
        world.requests().granted(organisation, "restriction", restriction, Map.of());
        webshop.restricted(webshop.command(restriction, "restrict", 1), "account done 1");
        world.fact(restriction, "execution-completed");
        world.requests().closed(organisation, "restriction", restriction);
        awaitHolds("open-request", 0);
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1), Held.of("orders", "2026-01-05", 1)));
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("account", "2026-01-05", 1));
        assertThat(lines(world.fact(requestId, "erasure-completed")))
                .containsExactly("account held null hold:restriction 1", "orders erase null null 1");

        world.requests().restrictionLifted(organisation, restriction, "account");
        webshop.restricted(webshop.command(restriction, "restrict", 2), "account done 1");

        webshop.verified(webshop.command(requestId, "verify", 3), Held.of("account", "2026-01-05", 1));
        webshop.command(requestId, "erase", 2);
    }

    @Test
    void whatPeopleCloseWaitsForItsHoldAllTheSame() {
        var holdId = hold("complaint", "'category':'account'", null);
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1), Held.of("orders", "2026-01-05", 1)));
        webshop.failed(webshop.command(requestId, "erase", 1), "still-referenced");
        world.fact(requestId, "erasure-failed");
        world.requests().closed(organisation, "erasure", requestId);
        awaitState(requestId, "held");

        world.liftHold(organisation, holdId);

        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("account", "2026-01-05", 1));
        var erase = webshop.command(requestId, "erase", 2);
        assertThat(erase.data().get("instructions").findValuesAsText("category"))
                .containsExactly("account");
    }

    @Test
    void triesAgainWhatASystemRefusedOnAccountOfAHoldThatIsLifted() {
        var holdId = hold("complaint", "'category':'orders'", null);
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1), Held.of("orders", "2026-01-05", 1)));
        // There orders hang under accounts: the account cannot go while nobody says what becomes of them.
        webshop.failed(webshop.command(requestId, "erase", 1), "instructions-incomplete");
        world.fact(requestId, "erasure-failed");

        world.liftHold(organisation, holdId);

        webshop.verified(
                webshop.command(requestId, "verify", 2),
                Held.of("account", "2026-01-05", 1),
                Held.of("orders", "2026-01-05", 1));
        var shown = world.fact(requestId, "plan-drifted");
        assertThat(lines(shown)).containsExactly("account erase null null 1", "orders erase null null 1");
        world.requests().decided(organisation, "erasure", requestId, "granted", shown.text("planHash"), null);
        assertThat(webshop.command(requestId, "erase", 2)
                        .data()
                        .get("instructions")
                        .findValuesAsText("category"))
                .containsExactly("account", "orders");
    }

    @Test
    void triesAgainOnceWhatASystemKnewToBeHeld() {
        var holdId = hold("complaint", SOMEBODY, null);
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));
        webshop.failed(webshop.command(requestId, "erase", 1), "held");
        world.fact(requestId, "erasure-failed");
        heldCases.takeUp();
        assertThat(erasures()).hasSize(1);

        world.liftHold(organisation, holdId);

        webshop.failed(webshop.command(requestId, "erase", 2), "held");
        world.facts(requestId, "erasure-failed", 2);
        heldCases.takeUp();
        assertThat(erasures()).hasSize(2);
    }

    @Test
    void setsDownWhatASystemKeptThatNeverShowedWhatIsLeft() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1), Held.of("invoices", "2026-05-05", 3)));
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 3);
        webshop.failed(webshop.command(requestId, "verify", 2), "unknown-category");
        world.fact(requestId, "erasure-failed");

        world.requests().closed(organisation, "erasure", requestId);

        awaitState(requestId, "closed");
        assertThat(world.number(
                        "select count(*) from release where request_id = ? and category = 'invoices'"
                                + " and release_on = '2034-01-01' and holdings = 3",
                        requestId))
                .isEqualTo(1);
    }

    @Test
    void thereIsNothingToRetryWhileTheCaseWaitsForAHold() {
        hold("complaint", "'category':'account'", null);
        var requestId = held();

        var answer = world.as("privacy-officer", organisation).post("/requests/" + requestId + "/erasure/retry");

        answer.then().statusCode(409);
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("state", equalTo("held"));
    }

    @Test
    void setsDownWhenWhatTheLawKeepsMayGo() {
        var requestId = decided(planned(Held.of("invoices", "2019-06-15", 2), Held.of("invoices", "2026-05-05", 3)));

        webshop.erased(webshop.command(requestId, "erase", 1), 0, 0, 5);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("invoices", "2026-05-05", 5));
        world.fact(requestId, "erasure-completed");

        for (var release : List.of("2027-01-01 2 2020-01-01", "2034-01-01 3 2027-01-01")) {
            var expected = release.split(" ");
            assertThat(world.number(
                            "select count(*) from release where request_id = ? and system = ? and category = 'invoices'"
                                    + " and release_on = ?::date and holdings = ?::int and started_before = ?::date"
                                    + " and basis = 'AWR art. 52(4)' and organisation = ?",
                            requestId,
                            webshop.id(),
                            expected[0],
                            expected[1],
                            expected[2],
                            organisation))
                    .as(release)
                    .isEqualTo(1);
        }
    }
}
