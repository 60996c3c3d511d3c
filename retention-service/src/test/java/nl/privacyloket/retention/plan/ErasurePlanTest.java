package nl.privacyloket.retention.plan;

import static nl.privacyloket.retention.rule.RuleFixtures.atMostTwelveMonths;
import static nl.privacyloket.retention.rule.RuleFixtures.exactlyFiveYears;
import static nl.privacyloket.retention.rule.RuleFixtures.sevenFiscalYears;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.rule.RetentionRules;
import org.junit.jupiter.api.Test;

class ErasurePlanTest {

    private static final UUID REQUEST = UUID.fromString("0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a001");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final RetentionRules RULES =
            new RetentionRules(List.of(sevenFiscalYears("invoices"), atMostTwelveMonths("account")));

    @Test
    void retainsWhatALegalMinimumStillDemandsAndErasesTheRest() {
        var holdings = List.of(
                holding("invoices", "2018-12-31", 2),
                holding("invoices", "2019-01-01", 3),
                holding("invoices", "2022-06-15", 1),
                holding("invoices", "2022-09-15", 4),
                holding("account", "2026-11-01", 1));

        var plan = ErasurePlan.of(REQUEST, holdings, RULES, TODAY);

        assertThat(plan.verdicts())
                .containsExactly(
                        new Verdict("webshop", "account", VerdictKind.ERASE, null, null, 1),
                        new Verdict("webshop", "invoices", VerdictKind.ERASE, null, null, 2),
                        retained("2026-12-31", 3),
                        retained("2029-12-31", 5));
    }

    @Test
    void keepsThroughTheLastDayOfTheTermAndErasesOnTheNext() {
        var holdings = List.of(holding("invoices", "2019-06-15", 1));

        var onTheLastDay = ErasurePlan.of(REQUEST, holdings, RULES, LocalDate.parse("2026-12-31"));
        var onTheNextDay = ErasurePlan.of(REQUEST, holdings, RULES, LocalDate.parse("2027-01-01"));

        assertThat(onTheLastDay.verdicts()).containsExactly(retained("2026-12-31", 1));
        assertThat(onTheNextDay.verdicts())
                .containsExactly(new Verdict("webshop", "invoices", VerdictKind.ERASE, null, null, 1));
    }

    @Test
    void retainsWithoutADateWhenTheTriggerHasNotHappened() {
        var holdings = List.of(new Holding("webshop", "invoices", null, 2), new Holding("webshop", "account", null, 1));

        var plan = ErasurePlan.of(REQUEST, holdings, RULES, TODAY);

        assertThat(plan.verdicts())
                .containsExactly(
                        new Verdict("webshop", "account", VerdictKind.ERASE, null, null, 1),
                        new Verdict("webshop", "invoices", VerdictKind.RETAIN, null, "AWR art. 52(4)", 2));
    }

    @Test
    void letsTheLegalTermThatEndsLastDecide() {
        var rules = new RetentionRules(List.of(exactlyFiveYears("file"), sevenFiscalYears("file")));

        var plan = ErasurePlan.of(REQUEST, List.of(holding("file", "2024-02-29", 1)), rules, TODAY);

        assertThat(plan.verdicts())
                .containsExactly(new Verdict(
                        "webshop", "file", VerdictKind.RETAIN, LocalDate.parse("2031-12-31"), "AWR art. 52(4)", 1));
    }

    @Test
    void isEmptyWhenNothingIsHeld() {
        var plan = ErasurePlan.of(REQUEST, List.of(holding("account", "2026-11-01", 0)), RULES, TODAY);

        assertThat(plan.verdicts()).isEmpty();
        assertThat(plan.canonicalJson())
                .isEqualTo("{\"requestId\":\"0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a001\",\"verdicts\":[]}");
    }

    @Test
    void hasAHashThatAnybodyCanRecompute() {
        var plan = new ErasurePlan(
                REQUEST,
                List.of(new Verdict(
                        "webshop", "a \"b\"\n", VerdictKind.RETAIN, LocalDate.parse("2033-12-31"), "AWR 52", 3)));

        assertThat(plan.canonicalJson())
                .isEqualTo("{\"requestId\":\"0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a001\",\"verdicts\":["
                        + "{\"system\":\"webshop\",\"category\":\"a \\\"b\\\"\\u000a\",\"verdict\":\"retain\","
                        + "\"until\":\"2033-12-31\",\"basis\":\"AWR 52\",\"holdings\":3}]}");
        // printf '<the text above>' | sha256sum
        assertThat(plan.hash()).isEqualTo("09b4531a202240312ed4589b3b08a904416317dc3f7e77579beb7683057e0412");
    }

    @Test
    void hasAnotherHashForAnotherRequest() {
        var one = new ErasurePlan(REQUEST, List.of());
        var other = new ErasurePlan(UUID.fromString("0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a002"), List.of());

        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    private static Holding holding(String category, String startedOn, int count) {
        return new Holding("webshop", category, LocalDate.parse(startedOn), count);
    }

    private static Verdict retained(String until, int holdings) {
        return new Verdict(
                "webshop", "invoices", VerdictKind.RETAIN, LocalDate.parse(until), "AWR art. 52(4)", holdings);
    }
}
