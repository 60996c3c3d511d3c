package nl.privacyloket.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code retention-terms.csv}, and the dates at which such arithmetic usually goes wrong. */
class RetentionTermsTest {

    record Row(
            String category,
            String kind,
            String rule,
            LocalDate start,
            LocalDate keepThrough,
            LocalDate eraseFrom,
            String source) {

        RetentionRule asRule() {
            var countsFromYearEnd = rule.contains("calendar year") || rule.contains("year of first use");
            return new RetentionRule(
                    category,
                    category,
                    WireName.parse(RuleKind.class, kind),
                    Trigger.COLLECTED,
                    Period.parse(rule.split(" ")[0]),
                    countsFromYearEnd ? CountFrom.CALENDAR_YEAR_END : CountFrom.TRIGGER,
                    source,
                    RetentionAction.ERASE);
        }
    }

    static Stream<Row> rows() throws IOException {
        var file = Objects.requireNonNull(RetentionTermsTest.class.getResourceAsStream("/retention-terms.csv"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(RetentionTermsTest::row).toList().stream();
        }
    }

    private static Row row(String line) {
        var cells = line.split(",", -1);
        return new Row(
                cells[0],
                cells[1],
                cells[2],
                LocalDate.parse(cells[3]),
                cells[4].isEmpty() ? null : LocalDate.parse(cells[4]),
                LocalDate.parse(cells[5]),
                cells[6]);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasTheDatesOfTheTable(Row row) {
        var rule = row.asRule();

        var eraseFrom = rule.eraseFrom(row.start());

        assertThat(eraseFrom).isEqualTo(row.eraseFrom());
        assertThat(rule.keepThrough(row.start()).orElse(null)).isEqualTo(row.keepThrough());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void protectsFromTheFirstStartDateWhoseTermStillRuns(Row row) {
        var rule = row.asRule();

        var border = rule.protectsFrom(row.eraseFrom());

        if (row.keepThrough() == null) {
            assertThat(border).isEmpty();
        } else {
            assertThat(border).hasValueSatisfying(start -> {
                assertThat(start).isAfter(row.start());
                assertThat(rule.forbidsErasure(start, row.eraseFrom())).isTrue();
                assertThat(rule.forbidsErasure(start.minusDays(1), row.eraseFrom()))
                        .isFalse();
            });
        }
    }

    @ParameterizedTest(name = "{0} of {1} from {2}: over on {3}")
    @CsvSource({
        // A legal term is served in full, a promise is not exceeded: 29 February and the 31st end differently.
        "exact,   P5Y,   2024-02-29, 2029-03-01",
        "minimum, P1Y,   2024-02-29, 2025-03-01",
        "maximum, P1Y,   2024-02-29, 2025-02-28",
        "norm,    P1Y,   2024-02-29, 2025-02-28",
        "minimum, P4Y,   2024-02-29, 2028-02-29",
        "minimum, P1M,   2026-01-31, 2026-03-01",
        "maximum, P1M,   2026-01-31, 2026-02-28",
        "maximum, P1M,   2026-10-26, 2026-11-26",
        "maximum, P12M,  2026-11-22, 2027-11-22",
        "maximum, P56D,  2026-11-22, 2027-01-17",
        // The day on which a promised maximum ends is a Sunday, and stays one.
        "maximum, P1W,   2026-11-15, 2026-11-22",
        "maximum, P0D,   2026-11-22, 2026-11-22",
        "minimum, P1M1D, 2026-01-31, 2026-03-02",
    })
    void countsFromTheTrigger(String kind, Period period, LocalDate start, LocalDate eraseFrom) {
        var rule = RuleFixtures.rule(kind, period, CountFrom.TRIGGER);

        assertThat(rule.eraseFrom(start)).isEqualTo(eraseFrom);
    }

    @ParameterizedTest(name = "{0} from the year end of {1}: over on {2}")
    @CsvSource({
        "P7Y, 2022-01-01, 2030-01-01",
        "P7Y, 2022-12-31, 2030-01-01",
        "P1Y, 2024-02-29, 2026-01-01",
        "P6M, 2026-05-05, 2027-07-01",
        "P0D, 2026-05-05, 2027-01-01",
    })
    void countsFromTheEndOfTheCalendarYear(Period period, LocalDate start, LocalDate eraseFrom) {
        var rule = RuleFixtures.rule("minimum", period, CountFrom.CALENDAR_YEAR_END);

        assertThat(rule.eraseFrom(start)).isEqualTo(eraseFrom);
        assertThat(rule.keepThrough(start)).contains(eraseFrom.minusDays(1));
    }
}
