package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import org.junit.jupiter.api.Test;

/** Holds that come while an erasure is under way: the permits of its commands, and what follows when one is revoked. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RevokedPermitQuarkusTest extends HeldErasures {

    @Inject
    OverdueCommands overdue;

    @Test
    void anotherPersonsHoldKeepsNothingOfThisOneButGoesAlongInTheCommand() {
        hold("legal-claim", SOMEBODY, null);
        hold("legal-claim", SOMEBODY + ",'category':'orders'", null);
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));

        var erase = webshop.command(requestId, "erase", 1);

        var permit = webshop.permit(erase);
        assertThat(permit.except())
                .extracting(PlayedSystem.Except::category)
                .as("the orders too, though the command is about the account alone")
                .containsExactlyInAnyOrder(null, "orders");
        assertThat(permit.except()).allSatisfy(except -> assertThat(except.identifiers())
                .containsExactly(new PlayedSystem.Identifier("customer-number", "K-0815")));
        assertThat(permit.url()).endsWith("/permits/" + erase.text("commandId") + "/redemption");
        assertThat(erase.data().toString()).doesNotContain("K-0815", permit.token());
    }

    @Test
    void aHoldBetweenPlanAndDecisionMakesThePlanDrift() {
        var planned = planned(Held.of("account", "2026-01-05", 1));
        hold("legal-claim", PERSON, null);

        var requestId = decided(planned);

        assertThat(lines(world.fact(requestId, "plan-drifted")))
                .containsExactly("account held null hold:legal-claim 1");
        assertThat(erasures()).isEmpty();
    }

    @Test
    void aHoldBeforeTheCommitRevokesThePermitAndThePlanHasToBeDecidedOnAnew() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1), Held.of("orders", "2026-01-05", 1)));
        var erase = webshop.command(requestId, "erase", 1);
        hold("legal-claim", PERSON + ",'category':'account'", null);

        assertThat(redeem(erase)).isEqualTo(409);

        webshop.failed(erase, "permit-revoked");
        webshop.verified(
                webshop.command(requestId, "verify", 2),
                Held.of("account", "2026-01-05", 1),
                Held.of("orders", "2026-01-05", 1));
        var drifted = world.fact(requestId, "plan-drifted");
        assertThat(drifted.text("refusedHash")).isEqualTo(erase.text("planHash"));
        assertThat(lines(drifted)).containsExactly("account held null hold:legal-claim 1", "orders erase null null 1");
        world.requests().decided(organisation, "erasure", requestId, "granted", drifted.text("planHash"), null);
        var second = webshop.command(requestId, "erase", 2);
        assertThat(second.data().get("instructions").findValuesAsText("category"))
                .containsExactly("orders");
        assertThat(redeem(second)).isEqualTo(204);
    }

    @Test
    void aHoldOnSomebodyElseRevokesThePermitAndTheSamePlanGoesOnByItself() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));
        var erase = webshop.command(requestId, "erase", 1);
        hold("legal-claim", SOMEBODY, null);
        assertThat(redeem(erase)).isEqualTo(409);

        webshop.failed(erase, "permit-revoked");

        var second = webshop.command(requestId, "erase", 2);
        assertThat(second.text("commandId")).isNotEqualTo(erase.text("commandId"));
        assertThat(second.text("planHash")).isEqualTo(erase.text("planHash"));
        assertThat(webshop.permit(second).except()).hasSize(1);
        assertThat(redeem(second)).isEqualTo(204);
        webshop.erased(second, 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2));
        world.fact(requestId, "erasure-completed");
        assertThat(world.factsUpToNow(requestId, "plan-drifted")).isEmpty();
        assertThat(world.number(
                        "select count(*) from erasure_log where command_id in (?, ?) and executed_at is not null",
                        UUID.fromString(erase.text("commandId")),
                        UUID.fromString(second.text("commandId"))))
                .isEqualTo(1);
    }

    @Test
    void aCommandThatIsSentOnceMoreKeepsItsPermit() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));
        var erase = webshop.command(requestId, "erase", 1);
        webshop.failed(erase, "database-unavailable");
        world.facts(requestId, "task-changed", 4);
        hold("legal-claim", SOMEBODY, null);
        clock.advance(Duration.ofMinutes(2));
        overdue.takeUp();

        var again = webshop.command(requestId, "erase", 2);

        assertThat(again.text("commandId")).isEqualTo(erase.text("commandId"));
        assertThat(redeem(again)).isEqualTo(409);
    }

    @Test
    void theFailureOfACopyLeavesAPermitThatAnotherHasRedeemed() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));
        var erase = webshop.command(requestId, "erase", 1);
        assertThat(redeem(erase)).isEqualTo(204);

        world.awaitHandled(webshop.failed(erase, "database-unavailable"));

        world.hold(organisation, "{'reason':'legal-claim','scope':{" + PERSON + "}}")
                .then()
                .statusCode(202)
                .body("state", equalTo("taking-effect"));
        assertThat(permits(erase, "redeemed")).isEqualTo(1);
    }

    @Test
    void theFailureOfACommandThatNobodyRedeemedEndsItsPermit() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));
        var erase = webshop.command(requestId, "erase", 1);

        world.awaitHandled(webshop.failed(erase, "database-unavailable"));

        assertThat(permits(erase, "answered")).isEqualTo(1);
    }

    private long permits(Received command, String state) {
        return world.number(
                "select count(*) from permit where command_id = ?::uuid and state = ?",
                command.text("commandId"),
                state);
    }

    @Test
    void escalatesWhenASystemKnowsThatItIsAboutSomebodyHeld() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));

        webshop.failed(webshop.command(requestId, "erase", 1), "held");

        assertThat(world.fact(requestId, "erasure-failed").text("reason")).isEqualTo("held");
    }

    @Test
    void anOpenRequestOfThePersonDoesNotStopTheirErasure() {
        world.requests().identityVerified(organisation, "access");
        awaitHolds("open-request", 1);

        var planned = planned(Held.of("account", "2026-01-05", 1));

        assertThat(lines(planned)).containsExactly("account erase null null 1");
        var erase = webshop.command(decided(planned), "erase", 1);
        assertThat(webshop.permit(erase).except()).isEmpty();
        world.requests().identityVerified(organisation, "portability");
        awaitHolds("open-request", 2);
        assertThat(redeem(erase)).isEqualTo(204);
    }
}
