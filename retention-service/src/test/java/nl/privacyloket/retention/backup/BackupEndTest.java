package nl.privacyloket.retention.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import org.junit.jupiter.api.Test;

class BackupEndTest {
    private static final LocalDate ERASED = LocalDate.parse("2026-11-22");

    @Test
    void isFiftySixDaysLaterWithoutRollingToAWorkingDay() {
        // A Sunday.
        assertThat(BackupEnd.of(ERASED, policy("P56D"), List.of("account"), null))
                .hasValue(LocalDate.parse("2027-01-17"));
    }

    @Test
    void isThatOfTheLongestWindowThatApplies() {
        var policy = policy("P56D", rule("account", "P3M"), rule("photos", "P1Y"));

        assertThat(BackupEnd.of(ERASED, policy, List.of("account"), Period.ofDays(30)))
                .hasValue(LocalDate.parse("2027-02-22"));
        assertThat(BackupEnd.of(ERASED, policy, List.of("invoices"), Period.ofDays(90)))
                .hasValue(LocalDate.parse("2027-02-20"));
        assertThat(BackupEnd.of(ERASED, policy, List.of("photos"), Period.ofDays(90)))
                .hasValue(LocalDate.parse("2027-11-22"));
    }

    @Test
    void isNotKnownWhenNobodySays() {
        assertThat(BackupEnd.of(ERASED, policy(null), List.of("account"), null)).isEmpty();
    }

    private static PolicyVersion policy(String window, RetentionRule... rules) {
        return new PolicyVersion(
                "pinkweb",
                1,
                LocalDate.parse("2020-01-01"),
                ZoneId.of("Europe/Amsterdam"),
                null,
                new RetentionRules(List.of(rules)),
                window == null ? null : Period.parse(window));
    }

    private static RetentionRule rule(String category, String window) {
        return new RetentionRule(
                category + "-norm",
                category,
                RuleKind.NORM,
                Trigger.COLLECTED,
                Period.ofYears(1),
                CountFrom.TRIGGER,
                "statement",
                RetentionAction.ERASE,
                Set.of(),
                Period.parse(window));
    }
}
