package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import org.junit.jupiter.api.Test;

/** Sweeps between a plan and the decision on it: what the plan counts may have gone by its term. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SweptPlanQuarkusTest extends HeldErasures {

    @Test
    void refusesADecisionOnWhatASweepMadeGoAndShowsWhatIsLeft() {
        var planned = planned(Held.of("account", "2026-01-05", 2), Held.of("orders", "2026-01-05", 1));
        swept("account", 2);

        var requestId = decided(planned);

        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("orders", "2026-01-05", 1));
        var drifted = world.fact(requestId, "plan-drifted");
        assertThat(drifted.text("refusedHash")).isEqualTo(planned.text("planHash"));
        assertThat(lines(drifted)).containsExactly("orders erase null null 1");
        assertThat(erasures()).isEmpty();
        world.requests().decided(organisation, "erasure", requestId, "granted", drifted.text("planHash"), null);
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 3));
        world.fact(requestId, "erasure-completed");
    }

    @Test
    void goesOnWhenTheSweepWasAboutOthers() {
        var planned = planned(Held.of("account", "2026-01-05", 2));
        swept("account", 40);

        var requestId = decided(planned);

        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("account", "2026-01-05", 2));
        assertThat(webshop.command(requestId, "erase", 1).text("planHash")).isEqualTo(planned.text("planHash"));
        assertThat(world.factsUpToNow(requestId, "plan-drifted")).isEmpty();
    }

    @Test
    void aSweepOfOtherDataOrOneThatFoundNothingChangesNoPlan() {
        var planned = planned(Held.of("account", "2026-01-05", 2));
        swept("orders", 40);
        swept("account", 0);

        var requestId = decided(planned);

        webshop.command(requestId, "erase", 1);
    }

    /** As a sweep leaves it in the database. */
    private void swept(String category, int erased) {
        var command = UUID.randomUUID();
        var now = clock.instant().toString();
        world.update(
                "insert into sweep_command (command_id, organisation, system, on_day, scope, action, categories, records,"
                        + " trigger_kind, started_before, rule, policy_version, state, event_type, attempts, issued_at,"
                        + " executed_at, verified_at, closed)"
                        + " values (?, ?, ?, '2026-11-22', 'rule', 'erase', array[?], 0, 'collected', '2026-01-01', 'rule',"
                        + " 1, 'done', 'nl.privacyloket.command.purge.v1', 1, ?::timestamptz, ?::timestamptz,"
                        + " ?::timestamptz, true)",
                command,
                organisation,
                webshop.id(),
                category,
                now,
                now,
                now);
        world.update(
                "insert into sweep_outcome (command_id, category, organisation, erased, anonymised, restricted, absent, kept)"
                        + " values (?, ?, ?, ?, 0, 0, 0, 0)",
                command,
                category,
                organisation,
                erased);
    }
}
