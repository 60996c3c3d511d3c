package nl.privacyloket.retention.plan;

import static nl.privacyloket.retention.rule.RuleFixtures.atMostTwelveMonths;
import static nl.privacyloket.retention.rule.RuleFixtures.sevenFiscalYears;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.retention.rule.RetentionRules;
import org.junit.jupiter.api.Test;

class EraseInstructionTest {

    private static final UUID REQUEST = UUID.fromString("0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a001");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final RetentionRules RULES =
            new RetentionRules(List.of(sevenFiscalYears("invoices"), atMostTwelveMonths("account")));

    @Test
    void saysPerCategoryWhatGoesAndWhatStays() {
        var plan = plan(
                new Holding("webshop", "account", LocalDate.parse("2026-11-01"), 1),
                new Holding("webshop", "invoices", LocalDate.parse("2017-03-03"), 2),
                new Holding("webshop", "invoices", LocalDate.parse("2026-05-05"), 3));

        var instructions = EraseInstruction.derive(plan, "webshop", RULES, TODAY);

        assertThat(instructions)
                .containsExactly(
                        new EraseInstruction("account", VerdictKind.ERASE, null, null, null),
                        new EraseInstruction("invoices", VerdictKind.ERASE, LocalDate.parse("2019-01-01"), null, null),
                        new EraseInstruction(
                                "invoices",
                                VerdictKind.RETAIN,
                                null,
                                LocalDate.parse("2019-01-01"),
                                LocalDate.parse("2026-12-31")),
                        new EraseInstruction(
                                "invoices",
                                VerdictKind.RETAIN,
                                null,
                                LocalDate.parse("2026-01-01"),
                                LocalDate.parse("2033-12-31")));
    }

    @Test
    void saysNothingAboutWhatIsHeld() {
        var plan = ErasurePlan.of(
                REQUEST,
                List.of(
                        new Holding("webshop", "account", LocalDate.parse("2026-11-01"), 1),
                        new Holding("webshop", "invoices", LocalDate.parse("2017-03-03"), 2)),
                RULES,
                TODAY,
                (system, category) -> "invoices".equals(category)
                        ? Optional.of(new HeldData.Held("hold:complaint", null))
                        : Optional.empty());

        var instructions = EraseInstruction.derive(plan, "webshop", RULES, TODAY);

        assertThat(instructions).containsExactly(new EraseInstruction("account", VerdictKind.ERASE, null, null, null));
        assertThat(plan.held())
                .containsExactly(new Verdict("webshop", "invoices", VerdictKind.HELD, null, "hold:complaint", 2));
    }

    @Test
    void guardsRowsThatAppearAfterTheCount() {
        var plan = plan(new Holding("webshop", "invoices", LocalDate.parse("2017-03-03"), 2));

        var instructions = EraseInstruction.derive(plan, "webshop", RULES, TODAY);

        assertThat(instructions).noneMatch(line -> line.erases("invoices", LocalDate.parse("2026-11-21")));
    }

    @Test
    void keepsAllOfACategoryWhoseTermHasNoStartYet() {
        var plan = plan(new Holding("webshop", "invoices", null, 2));

        var instructions = EraseInstruction.derive(plan, "webshop", RULES, TODAY);

        assertThat(instructions)
                .containsExactly(new EraseInstruction("invoices", VerdictKind.RETAIN, null, null, null));
    }

    @Test
    void addressesOneSystemOnly() {
        var plan = plan(
                new Holding("crm", "contact", LocalDate.parse("2026-11-01"), 1),
                new Holding("webshop", "account", LocalDate.parse("2026-11-01"), 1));

        var instructions = EraseInstruction.derive(plan, "crm", RULES, TODAY);

        assertThat(instructions).containsExactly(new EraseInstruction("contact", VerdictKind.ERASE, null, null, null));
    }

    private static ErasurePlan plan(Holding... holdings) {
        return ErasurePlan.of(REQUEST, List.of(holdings), RULES, TODAY);
    }
}
