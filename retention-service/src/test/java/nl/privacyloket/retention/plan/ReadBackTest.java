package nl.privacyloket.retention.plan;

import static nl.privacyloket.retention.rule.RuleFixtures.sevenFiscalYears;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.retention.plan.ReadBack.Deviation;
import nl.privacyloket.retention.rule.RetentionRules;
import org.junit.jupiter.api.Test;

class ReadBackTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final RetentionRules RULES = new RetentionRules(List.of(sevenFiscalYears("invoices")));
    private static final ErasurePlan PLAN = ErasurePlan.of(
            UUID.fromString("0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a001"),
            List.of(
                    holding("account", "2026-11-01", 1),
                    holding("invoices", "2017-03-03", 2),
                    holding("invoices", "2022-03-03", 3)),
            RULES,
            TODAY);

    @Test
    void isContentWhenOnlyTheRetainedIsLeft() {
        assertThat(found(holding("invoices", "2022-03-03", 3))).isEmpty();
    }

    @Test
    void seesWhatHadToGo() {
        assertThat(found(holding("invoices", "2022-03-03", 3), holding("account", "2026-11-01", 1)))
                .contains(Deviation.LEFT_OVER);
    }

    @Test
    void seesTheExpiredPartOfACategoryThatIsPartlyRetained() {
        assertThat(found(holding("invoices", "2017-03-03", 2), holding("invoices", "2022-03-03", 1)))
                .contains(Deviation.LEFT_OVER);
    }

    @Test
    void seesACategoryThatThePlanDoesNotKnow() {
        assertThat(found(holding("invoices", "2022-03-03", 3), holding("notes", "2022-03-03", 1)))
                .contains(Deviation.LEFT_OVER);
    }

    @Test
    void seesThatProtectedRecordsAreGone() {
        assertThat(found(holding("invoices", "2022-03-03", 2))).contains(Deviation.RETAINED_MISSING);
    }

    @Test
    void seesProtectedRecordsThatWereAdded() {
        assertThat(found(holding("invoices", "2022-03-03", 3), holding("invoices", "2026-11-21", 1)))
                .contains(Deviation.RETAINED_UNEXPECTED);
    }

    @Test
    void whatIsHeldMayGrowAndNotShrink() {
        var plan = ErasurePlan.of(
                PLAN.requestId(),
                List.of(holding("account", "2026-01-05", 2)),
                RULES,
                TODAY,
                (system, category) -> Optional.of(new HeldData.Held("hold:complaint", null)));

        assertThat(ReadBack.compare(plan, "webshop", List.of(), List.of(holding("account", "2026-01-05", 3))))
                .isEmpty();
        assertThat(ReadBack.compare(plan, "webshop", List.of(), List.of(holding("account", "2026-01-05", 1))))
                .contains(Deviation.RETAINED_MISSING);
    }

    private static Optional<Deviation> found(Holding... holdings) {
        var instructions = EraseInstruction.derive(PLAN, "webshop", RULES, TODAY);
        return ReadBack.compare(PLAN, "webshop", instructions, List.of(holdings));
    }

    private static Holding holding(String category, String startedOn, int count) {
        return new Holding("webshop", category, LocalDate.parse(startedOn), count);
    }
}
