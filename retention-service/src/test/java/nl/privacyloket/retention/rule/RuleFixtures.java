package nl.privacyloket.retention.rule;

import java.time.Period;

/** Rules that read as a sentence. */
public final class RuleFixtures {

    private RuleFixtures() {}

    /** Seven calendar years for the tax office, after the year that the holding started in. */
    public static RetentionRule sevenFiscalYears(String category) {
        return new RetentionRule(
                category + "-fiscal",
                category,
                RuleKind.MINIMUM,
                Trigger.COLLECTED,
                Period.ofYears(7),
                CountFrom.CALENDAR_YEAR_END,
                "AWR art. 52(4)",
                RetentionAction.ERASE);
    }

    public static RetentionRule exactlyFiveYears(String category) {
        return new RetentionRule(
                category + "-wwft",
                category,
                RuleKind.EXACT,
                Trigger.AGREEMENT_ENDED,
                Period.ofYears(5),
                CountFrom.TRIGGER,
                "Wwft art. 33(3)",
                RetentionAction.ERASE);
    }

    public static RetentionRule atMostTwelveMonths(String category) {
        return new RetentionRule(
                category + "-twelve-months",
                category,
                RuleKind.MAXIMUM,
                Trigger.COLLECTED,
                Period.ofMonths(12),
                CountFrom.TRIGGER,
                "GDPR art. 5(1)(e)",
                RetentionAction.ERASE);
    }

    static RetentionRule rule(String kind, Period period, CountFrom countFrom) {
        return new RetentionRule(
                "rule",
                "category",
                WireName.parse(RuleKind.class, kind),
                Trigger.COLLECTED,
                period,
                countFrom,
                "basis",
                RetentionAction.ERASE);
    }
}
