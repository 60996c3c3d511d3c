package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.retention.hold.Hold;
import nl.privacyloket.retention.hold.HoldReason;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleFixtures;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationsTest {
    private static final Locale DUTCH = Locale.forLanguageTag("nl");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Map<Trigger, LocalDate> COLLECTED_IN_2024 =
            Map.of(Trigger.COLLECTED, LocalDate.parse("2024-06-15"));

    @Test
    void namesTheLawThatKeepsLongerThanWasPromised() {
        var rules = List.of(RuleFixtures.sevenFiscalYears("invoices"), RuleFixtures.atMostTwelveMonths("invoices"));

        assertThat(explain(rules, Locale.ENGLISH, COLLECTED_IN_2024))
                .isEqualTo("Kept until 2031-12-31 because of AWR art. 52(4); erased on 2032-01-01.");
        assertThat(explain(rules, DUTCH, COLLECTED_IN_2024))
                .isEqualTo("Bewaard tot en met 2031-12-31 vanwege AWR art. 52(4); wordt gewist op 2032-01-01.");
    }

    @Test
    void namesThePromiseWhereNoLawKeeps() {
        var rules = List.of(RuleFixtures.atMostTwelveMonths("invoices"));
        var dates = Map.of(Trigger.COLLECTED, LocalDate.parse("2026-03-31"));

        assertThat(explain(rules, Locale.ENGLISH, dates))
                .isEqualTo("Kept until 2027-03-30 at most because of GDPR art. 5(1)(e); erased on 2027-03-31.");
        assertThat(explain(rules, DUTCH, dates))
                .isEqualTo(
                        "Bewaard tot en met uiterlijk 2027-03-30 vanwege GDPR art. 5(1)(e); wordt gewist op 2027-03-31.");
    }

    @Test
    void saysWhatIsOverdue() {
        var rules = List.of(RuleFixtures.atMostTwelveMonths("invoices"));

        assertThat(explain(rules, Locale.ENGLISH, COLLECTED_IN_2024))
                .isEqualTo("To be erased since 2025-06-15 because of GDPR art. 5(1)(e).");
        assertThat(explain(rules, DUTCH, COLLECTED_IN_2024))
                .isEqualTo("Moet sinds 2025-06-15 worden gewist vanwege GDPR art. 5(1)(e).");
    }

    @Test
    void saysWhichEventIsAwaited() {
        var rules = List.of(untilAccountClosed());

        assertThat(explain(rules, Locale.ENGLISH, COLLECTED_IN_2024))
                .isEqualTo("Kept until it is known that the account was closed; GDPR art. 5(1)(e) counts from there.");
        assertThat(explain(rules, DUTCH, COLLECTED_IN_2024))
                .isEqualTo("Bewaard tot bekend is dat het account is gesloten; GDPR art. 5(1)(e) telt vanaf dan.");
    }

    @Test
    void saysThatALawHasNotBegunToRun() {
        var rules = List.of(RuleFixtures.sevenFiscalYears("invoices"), untilAccountClosed());

        assertThat(explain(rules, Locale.ENGLISH, Map.of(Trigger.ACCOUNT_CLOSED, TODAY)))
                .isEqualTo("Kept because of AWR art. 52(4), whose term has not begun to run.");
    }

    @Test
    void saysThatNothingEndsItAfterTheLaw() {
        var rules = List.of(RuleFixtures.sevenFiscalYears("invoices"));

        assertThat(explain(rules, Locale.ENGLISH, COLLECTED_IN_2024))
                .isEqualTo(
                        "Kept until 2031-12-31 at least because of AWR art. 52(4); no rule says when it goes after that.");
    }

    @Test
    void saysThatThereIsNoRule() {
        assertThat(explain(List.of(), Locale.ENGLISH, COLLECTED_IN_2024))
                .isEqualTo("No rule of the policy says when it goes.");
        assertThat(explain(List.of(), DUTCH, COLLECTED_IN_2024))
                .isEqualTo("Geen regel van het beleid zegt wanneer het weggaat.");
    }

    @ParameterizedTest
    @EnumSource(HoldReason.class)
    void saysWhatHoldsIt(HoldReason reason) {
        var open = new Hold(UUID.randomUUID(), "org", reason, true, null, null, null, 1);
        var dated = new Hold(UUID.randomUUID(), "org", reason, true, null, null, TODAY, 1);

        for (var language : List.of(DUTCH, Locale.ENGLISH)) {
            var explanations = new Explanations(new RetentionRules(List.of()), TODAY, language);
            assertThat(explanations.ofHold(open)).startsWith(" ").endsWith(".").doesNotContain("2026", "{");
            assertThat(explanations.ofHold(dated)).contains("2026-11-22").doesNotContain("{");
            assertThat(explanations.ofHold(null)).isEmpty();
        }
    }

    @Test
    void hasEachTextInBothLanguages() {
        var english = ResourceBundle.getBundle("holdings", Locale.ENGLISH).keySet();
        var dutch = ResourceBundle.getBundle("holdings", DUTCH).keySet();

        assertThat(dutch).isEqualTo(english);
        for (var trigger : Trigger.values()) {
            assertThat(english).contains("event." + trigger.wireName());
        }
        for (var action : RetentionAction.values()) {
            assertThat(english).contains("action." + action.wireName());
        }
    }

    private static RetentionRule untilAccountClosed() {
        return new RetentionRule(
                "until-closed",
                "invoices",
                RuleKind.MAXIMUM,
                Trigger.ACCOUNT_CLOSED,
                Period.ZERO,
                CountFrom.TRIGGER,
                "GDPR art. 5(1)(e)",
                RetentionAction.ERASE);
    }

    private static String explain(List<RetentionRule> list, Locale language, Map<Trigger, LocalDate> dates) {
        var rules = new RetentionRules(new ArrayList<>(list));
        var due = rules.due("invoices", null, dates);
        return new Explanations(rules, TODAY, language).of("invoices", null, dates, Set.of(), due);
    }
}
