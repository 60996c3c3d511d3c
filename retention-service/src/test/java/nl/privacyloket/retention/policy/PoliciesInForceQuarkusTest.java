package nl.privacyloket.retention.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.Due;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds at an organisation today of versions in force and of those that have yet to come. It is 2026-11-22. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class PoliciesInForceQuarkusTest {
    private static final Map<Trigger, LocalDate> COLLECTED = Map.of(Trigger.COLLECTED, LocalDate.parse("2020-01-01"));
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    @Inject
    Policies policies;

    @Inject
    Transactions transactions;

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    private String organisation;

    @BeforeEach
    void newOrganisation() {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    private void publish(int version, String validFrom, String scope, ZoneId zone, RetentionRule... rules)
            throws Exception {
        var policy = new PolicyVersion(
                organisation,
                version,
                LocalDate.parse(validFrom),
                zone,
                scope,
                new RetentionRules(List.of(rules)),
                null);
        transactions.inTransaction(connection -> policies.keep(connection, policy, clock.instant()));
    }

    private static RetentionRule rule(RuleKind kind, String period) {
        return new RetentionRule(
                kind.wireName(),
                "form",
                kind,
                Trigger.COLLECTED,
                Period.parse(period),
                CountFrom.TRIGGER,
                "Basis",
                RetentionAction.ERASE);
    }

    private Due due() {
        return policies.current(organisation).orElseThrow().rules().due("form", null, COLLECTED);
    }

    @Test
    void aPromiseMakesNothingGoBeforeItIsInForce() throws Exception {
        publish(1, "2027-01-01", "site", AMSTERDAM, rule(RuleKind.MAXIMUM, "P1Y"), rule(RuleKind.EXACT, "P5Y"));

        assertThat(due()).isEqualTo(Due.NONE);

        clock.set(LocalDate.parse("2027-01-01").atStartOfDay(AMSTERDAM).toInstant());
        assertThat(due().on()).isEqualTo("2025-01-01");
    }

    @Test
    void neitherDoesThatOfAVersionThatSaysNoPart() throws Exception {
        publish(1, "2027-01-01", null, AMSTERDAM, rule(RuleKind.MAXIMUM, "P1Y"));

        assertThat(due()).isEqualTo(Due.NONE);
    }

    @Test
    void whatTheLawDemandsInAPartThatHasYetToComeStays() throws Exception {
        publish(1, "2020-01-01", "site", AMSTERDAM, rule(RuleKind.MAXIMUM, "P2Y"));
        publish(
                2,
                "2027-01-01",
                "shop",
                ZoneId.of("Asia/Tokyo"),
                rule(RuleKind.NORM, "P1Y"),
                rule(RuleKind.MINIMUM, "P7Y"));

        var current = policies.current(organisation).orElseThrow();

        assertThat(current.version()).isEqualTo(1);
        assertThat(current.zone()).isEqualTo(AMSTERDAM);
        assertThat(due().ruleId()).isEqualTo("maximum");
        assertThat(due().on()).isEqualTo("2027-01-01");
    }

    @Test
    void withoutAnyInForceTheFirstToComeGivesTheZone() throws Exception {
        publish(1, "2028-01-01", "site", ZoneId.of("Asia/Tokyo"), rule(RuleKind.MINIMUM, "P7Y"));
        publish(2, "2027-01-01", "shop", AMSTERDAM, rule(RuleKind.MAXIMUM, "P1Y"));

        var current = policies.current(organisation).orElseThrow();

        assertThat(current.version()).isEqualTo(2);
        assertThat(current.zone()).isEqualTo(AMSTERDAM);
        assertThat(current.rules().rules()).extracting(RetentionRule::id).containsExactly("minimum");
    }
}
