package nl.privacyloket.retention.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nl.privacyloket.retention.rule.CountFrom;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.RetentionRule;
import nl.privacyloket.retention.rule.RetentionRules;
import nl.privacyloket.retention.rule.RuleKind;
import nl.privacyloket.retention.rule.Trigger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every set of rules and holdings; the seed in the test's name makes a failure repeatable. */
class ErasurePlanPropertyTest {

    private static final UUID REQUEST = UUID.fromString("0b7f3c52-6f0e-4a55-9a10-1f4dc3a7a001");
    private static final List<String> SYSTEMS = List.of("webshop", "crm");
    private static final List<String> CATEGORIES = List.of("account", "invoices", "file");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 400);
    }

    record Case(LocalDate today, RetentionRules rules, List<Holding> holdings) {

        static Case of(long seed) {
            var random = new Random(seed);
            var today = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2000));
            var rules = IntStream.range(0, random.nextInt(6))
                    .mapToObj(number -> rule(random, number))
                    .toList();
            var holdings = IntStream.range(0, random.nextInt(12))
                    .mapToObj(number -> holding(random, today))
                    .toList();
            return new Case(today, new RetentionRules(rules), holdings);
        }

        private static RetentionRule rule(Random random, int number) {
            return new RetentionRule(
                    "rule-" + number,
                    one(random, CATEGORIES),
                    one(random, List.of(RuleKind.values())),
                    one(random, List.of(Trigger.values())),
                    one(
                            random,
                            List.of(
                                    Period.ofYears(7),
                                    Period.ofYears(5),
                                    Period.ofMonths(13),
                                    Period.ofWeeks(4),
                                    Period.ZERO)),
                    one(random, List.of(CountFrom.values())),
                    "law " + number,
                    RetentionAction.ERASE);
        }

        private static Holding holding(Random random, LocalDate today) {
            var startedOn = random.nextInt(6) == 0 ? null : today.minusDays(random.nextInt(3700) - 30L);
            return new Holding(one(random, SYSTEMS), one(random, CATEGORIES), startedOn, random.nextInt(4));
        }

        private static <T> T one(Random random, List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        ErasurePlan plan() {
            return ErasurePlan.of(REQUEST, holdings, rules, today);
        }

        boolean mustStay(String category, LocalDate startedOn) {
            return rules.rules().stream()
                    .filter(rule -> rule.category().equals(category))
                    .filter(rule -> rule.kind().forbidsErasure())
                    .anyMatch(rule -> startedOn == null || rule.forbidsErasure(startedOn, today));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noInstructionErasesAnythingBeforeItsLegalTermEnds(long seed) {
        var given = Case.of(seed);

        for (var system : SYSTEMS) {
            var instructions = EraseInstruction.derive(given.plan(), system, given.rules(), given.today());
            for (var startedOn = given.today().minusYears(9);
                    startedOn.isBefore(given.today().plusDays(40));
                    startedOn = startedOn.plusDays(13)) {
                for (var category : CATEGORIES) {
                    if (given.mustStay(category, startedOn)) {
                        assertErasesNothing(instructions, category, startedOn);
                    }
                }
            }
            CATEGORIES.stream()
                    .filter(category -> given.mustStay(category, null))
                    .forEach(category -> assertErasesNothing(instructions, category, null));
        }
    }

    private static void assertErasesNothing(List<EraseInstruction> instructions, String category, LocalDate startedOn) {
        assertThat(instructions).noneMatch(line -> line.erases(category, startedOn));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everythingThatIsFreeIsErasedByAnInstruction(long seed) {
        var given = Case.of(seed);
        var plan = given.plan();

        for (var holding : given.holdings()) {
            var instructions = EraseInstruction.derive(plan, holding.system(), given.rules(), given.today());
            if (holding.count() > 0 && !given.mustStay(holding.category(), holding.startedOn())) {
                assertThat(instructions).anyMatch(line -> line.erases(holding.category(), holding.startedOn()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyHoldingHasExactlyOneVerdict(long seed) {
        var given = Case.of(seed);

        var plan = given.plan();

        for (var system : SYSTEMS) {
            for (var category : CATEGORIES) {
                assertThat(held(given, system, category, true)).isEqualTo(planned(plan, system, category, true));
                assertThat(held(given, system, category, false)).isEqualTo(planned(plan, system, category, false));
            }
        }
        assertThat(plan.verdicts()).doesNotHaveDuplicates().allMatch(verdict -> verdict.holdings() > 0);
    }

    private static int held(Case given, String system, String category, boolean staying) {
        return given.holdings().stream()
                .filter(holding -> holding.system().equals(system))
                .filter(holding -> holding.category().equals(category))
                .filter(holding -> given.mustStay(category, holding.startedOn()) == staying)
                .mapToInt(Holding::count)
                .sum();
    }

    private static int planned(ErasurePlan plan, String system, String category, boolean staying) {
        return plan.verdictsFor(system).stream()
                .filter(verdict -> verdict.category().equals(category))
                .filter(verdict -> (verdict.verdict() == VerdictKind.RETAIN) == staying)
                .mapToInt(Verdict::holdings)
                .sum();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theHashDependsOnWhatIsHeldAndNotOnTheOrder(long seed) {
        var given = Case.of(seed);
        var shuffledHoldings = new ArrayList<>(given.holdings());
        var shuffledRules = new ArrayList<>(given.rules().rules());
        Collections.shuffle(shuffledHoldings, new Random(seed));
        Collections.shuffle(shuffledRules, new Random(seed));

        var shuffled = ErasurePlan.of(REQUEST, shuffledHoldings, new RetentionRules(shuffledRules), given.today());

        assertThat(shuffled.hash()).isEqualTo(given.plan().hash());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsLeftAfterAFaithfulErasureIsWhatThePlanSays(long seed) {
        var given = Case.of(seed);
        var plan = given.plan();

        for (var system : SYSTEMS) {
            var instructions = EraseInstruction.derive(plan, system, given.rules(), given.today());
            var left = given.holdings().stream()
                    .filter(holding -> holding.system().equals(system))
                    .filter(holding -> instructions.stream()
                            .noneMatch(line -> line.erases(holding.category(), holding.startedOn())))
                    .toList();
            assertThat(ReadBack.compare(plan, system, instructions, left)).isEmpty();
        }
    }
}
