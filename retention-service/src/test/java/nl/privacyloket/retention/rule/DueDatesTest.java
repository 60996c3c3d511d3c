package nl.privacyloket.retention.rule;

import static nl.privacyloket.retention.rule.RetentionAction.ANONYMISE;
import static nl.privacyloket.retention.rule.RetentionAction.ERASE;
import static nl.privacyloket.retention.rule.RetentionAction.RESTRICT;
import static nl.privacyloket.retention.rule.Trigger.ACCOUNT_CLOSED;
import static nl.privacyloket.retention.rule.Trigger.AGREEMENT_ENDED;
import static nl.privacyloket.retention.rule.Trigger.CALENDAR_YEAR_END;
import static nl.privacyloket.retention.rule.Trigger.COLLECTED;
import static nl.privacyloket.retention.rule.Trigger.DOCUMENT_APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueDatesTest {
    private static final LocalDate APPROVED = LocalDate.of(2026, 9, 30);
    private static final LocalDate CLOSED = LocalDate.of(2027, 2, 1);

    private static RetentionRule rule(
            String id, RuleKind kind, Trigger trigger, String period, String basis, RetentionAction action) {
        return rule(id, kind, trigger, period, basis, action, Set.of());
    }

    private static RetentionRule rule(
            String id,
            RuleKind kind,
            Trigger trigger,
            String period,
            String basis,
            RetentionAction action,
            Set<String> roles) {
        var from = kind == RuleKind.MINIMUM ? CountFrom.CALENDAR_YEAR_END : CountFrom.TRIGGER;
        return new RetentionRule(id, "log", kind, trigger, Period.parse(period), from, basis, action, roles, null);
    }

    private static Due due(Map<Trigger, LocalDate> dates, RetentionRule... rules) {
        return new RetentionRules(List.of(rules)).due("log", null, dates);
    }

    private static final RetentionRule LAW =
            rule("fiscal", RuleKind.MINIMUM, DOCUMENT_APPROVED, "P7Y", "AWR art. 52(4)", ERASE);
    private static final RetentionRule PROMISE =
            rule("until-closed", RuleKind.MAXIMUM, ACCOUNT_CLOSED, "P0D", "promise", ERASE);

    @Test
    void theLegalMinimumBeatsThePromiseAndSaysSo() {
        var due = due(Map.of(DOCUMENT_APPROVED, APPROVED, ACCOUNT_CLOSED, CLOSED), LAW, PROMISE);

        assertThat(due)
                .isEqualTo(new Due(
                        LocalDate.of(2034, 1, 1),
                        "until-closed",
                        ERASE,
                        "promise",
                        LocalDate.of(2033, 12, 31),
                        "AWR art. 52(4)"));
    }

    @Test
    void thePromiseIsKeptOnItsDayWhereTheLawHasEnded() {
        var due = due(Map.of(DOCUMENT_APPROVED, LocalDate.of(2015, 3, 1), ACCOUNT_CLOSED, CLOSED), LAW, PROMISE);

        assertThat(due).isEqualTo(new Due(CLOSED, "until-closed", ERASE, "promise", null, null));
    }

    @Test
    void nothingGoesWhileALegalTermHasNotBegunToRun() {
        var due = due(Map.of(ACCOUNT_CLOSED, CLOSED), LAW, PROMISE);

        assertThat(due).isEqualTo(new Due(null, "until-closed", ERASE, "promise", null, "AWR art. 52(4)"));
    }

    @Test
    void aLegalMinimumAloneMakesNothingGo() {
        assertThat(due(Map.of(DOCUMENT_APPROVED, APPROVED), LAW)).isEqualTo(Due.NONE);
    }

    @Test
    void anExactTermBothKeepsAndEnds() {
        var exact = rule("wwft", RuleKind.EXACT, AGREEMENT_ENDED, "P5Y", "Wwft art. 33(3)", ERASE);
        var promise = rule("soon", RuleKind.MAXIMUM, AGREEMENT_ENDED, "P1M", "promise", ERASE);

        var due = due(Map.of(AGREEMENT_ENDED, LocalDate.of(2024, 2, 29)), exact, promise);

        assertThat(due.on()).isEqualTo(LocalDate.of(2029, 3, 1));
        assertThat(due.ruleId()).isEqualTo("soon");
        assertThat(due.keptBasis()).isEqualTo("Wwft art. 33(3)");
    }

    @Test
    void theEarliestPromiseCountsAndOnOneDayTheMostThoroughAction() {
        var later = rule("later", RuleKind.NORM, COLLECTED, "P2Y", "norm", ERASE);
        var anonymise = rule("a-year", RuleKind.MAXIMUM, COLLECTED, "P1Y", "promise", ANONYMISE);
        var erase = rule("same-year", RuleKind.MAXIMUM, COLLECTED, "P12M", "promise", ERASE);

        var due = due(Map.of(COLLECTED, APPROVED), later, anonymise, erase);

        assertThat(due).isEqualTo(new Due(LocalDate.of(2027, 9, 30), "same-year", ERASE, "promise", null, null));
    }

    @Test
    void restrictingIsNotErasingSoNoLawForbidsItAndItIsDoneOnce() {
        var restrict = rule("shield", RuleKind.NORM, ACCOUNT_CLOSED, "P0D", "art. 25", RESTRICT);
        var rules = new RetentionRules(List.of(LAW, PROMISE, restrict));
        var dates = Map.of(DOCUMENT_APPROVED, APPROVED, ACCOUNT_CLOSED, CLOSED);

        assertThat(rules.due("log", null, dates).on()).isEqualTo(CLOSED);
        assertThat(rules.due("log", null, dates).action()).isEqualTo(RESTRICT);
        assertThat(rules.due("log", null, dates, Set.of(RESTRICT)).on()).isEqualTo(LocalDate.of(2034, 1, 1));
    }

    @Test
    void aPromiseAboutARoleBindsForThatRoleAloneWhileTheLawOfEveryRoleProtectsWhoeverIsNotKnown() {
        var forStaff = rule("staff", RuleKind.MINIMUM, COLLECTED, "P5Y", "URLB art. 7.5(4)", ERASE, Set.of("employee"));
        var forVisitors = rule("visitors", RuleKind.MAXIMUM, COLLECTED, "P1M", "promise", ERASE, Set.of("visitor"));
        var forAll = rule("all", RuleKind.MAXIMUM, COLLECTED, "P1Y", "promise", ERASE);
        var rules = new RetentionRules(List.of(forStaff, forVisitors, forAll));
        var dates = Map.of(COLLECTED, LocalDate.of(2026, 3, 15));

        assertThat(rules.due("log", "visitor", dates).on()).isEqualTo(LocalDate.of(2026, 4, 15));
        assertThat(rules.due("log", "customer", dates).on()).isEqualTo(LocalDate.of(2027, 3, 15));
        assertThat(rules.due("log", "employee", dates).on()).isEqualTo(LocalDate.of(2032, 1, 1));
        assertThat(rules.due("log", null, dates).on()).isEqualTo(LocalDate.of(2032, 1, 1));
    }

    @Test
    void theEndOfACalendarYearIsCountedFromWhateverBeganTheHolding() {
        var yearEnd = rule("year", RuleKind.MAXIMUM, CALENDAR_YEAR_END, "P2Y", "promise", ERASE);

        assertThat(due(Map.of(COLLECTED, LocalDate.of(2026, 5, 5)), yearEnd).on())
                .isEqualTo(LocalDate.of(2029, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        // A promised end falls on whatever day it falls on: this one is a Sunday.
        "maximum, P12M, 2025-11-22, 2026-11-22",
        "norm,    P4W,  2026-11-02, 2026-11-30",
    })
    void promisesNeverRollToAWorkingDay(String kind, String period, LocalDate started, LocalDate goesOn) {
        var rule = rule("term", WireName.parse(RuleKind.class, kind), COLLECTED, period, "promise", ERASE);

        assertThat(due(Map.of(COLLECTED, started), rule).on()).isEqualTo(goesOn);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22, 2025-11-23", "2028-02-29, 2027-03-01", "2027-03-01, 2026-03-02"})
    void byAgeGoesExactlyWhatIsDue(LocalDate today, LocalDate startedBefore) {
        var rules = new RetentionRules(List.of(rule("visitor", RuleKind.MAXIMUM, COLLECTED, "P12M", "promise", ERASE)));

        assertThat(rules.ageLimits("log", today))
                .containsExactly(new AgeLimit("log", COLLECTED, ERASE, startedBefore, "visitor", "promise"));
        assertThat(rules.due("log", null, Map.of(COLLECTED, startedBefore.minusDays(1)))
                        .isBy(today))
                .isTrue();
        assertThat(rules.due("log", null, Map.of(COLLECTED, startedBefore)).isBy(today))
                .isFalse();
    }

    @Test
    void byAgeNothingGoesThatALawProtects() {
        var law = rule("fiscal", RuleKind.MINIMUM, COLLECTED, "P7Y", "AWR art. 52(4)", ERASE);
        var promise = rule("promise", RuleKind.MAXIMUM, COLLECTED, "P1Y", "promise", ERASE);
        var rules = new RetentionRules(List.of(law, promise));

        assertThat(rules.ageLimits("log", LocalDate.of(2033, 12, 31)))
                .extracting(AgeLimit::startedBefore)
                .containsExactly(LocalDate.of(2026, 1, 1));
        assertThat(rules.ageLimits("log", LocalDate.of(2034, 1, 1)))
                .extracting(AgeLimit::startedBefore)
                .containsExactly(LocalDate.of(2027, 1, 1));
    }

    /** As with parts of an organisation that promise different terms about one category. */
    @Test
    void byAgeTheRuleThatReachesFarthestCounts() {
        var longer = rule("a-two-years", RuleKind.MAXIMUM, COLLECTED, "P2Y", "promise of the shop", ERASE);
        var shorter = rule("b-one-year", RuleKind.MAXIMUM, COLLECTED, "P1Y", "promise of the site", ERASE);
        var other = rule("c-month", RuleKind.MAXIMUM, COLLECTED, "P1M", "promise", ANONYMISE);
        var rules = new RetentionRules(List.of(longer, shorter, other));

        assertThat(rules.ageLimits("log", LocalDate.of(2026, 11, 22)))
                .containsExactly(
                        new AgeLimit(
                                "log",
                                COLLECTED,
                                ERASE,
                                LocalDate.of(2025, 11, 23),
                                "b-one-year",
                                "promise of the site"),
                        new AgeLimit("log", COLLECTED, ANONYMISE, LocalDate.of(2026, 10, 23), "c-month", "promise"));
    }

    @Test
    void asLawAnExactTermKeepsAndEndsNothing() {
        var exact = rule("exact", RuleKind.EXACT, COLLECTED, "P5Y", "Wwft art. 33(3)", ERASE);
        var promise = rule("promise", RuleKind.MAXIMUM, COLLECTED, "P1Y", "promise", ERASE);
        var collected = Map.of(COLLECTED, LocalDate.of(2020, 1, 1));
        var law = new RetentionRules(List.of(exact, promise)).asLaw();

        assertThat(law.due("log", null, collected)).isEqualTo(Due.NONE);
        assertThat(law.and(new RetentionRules(List.of(promise)))
                        .due("log", null, collected)
                        .on())
                .isEqualTo(LocalDate.of(2025, 1, 1));
    }

    @Test
    void ageDoesNotTellWhenALawEndsThatCountsFromAnotherEvent() {
        assertThat(new RetentionRules(List.of(LAW, PROMISE)).ageLimits("log", LocalDate.of(2050, 1, 1)))
                .isEmpty();
    }
}
