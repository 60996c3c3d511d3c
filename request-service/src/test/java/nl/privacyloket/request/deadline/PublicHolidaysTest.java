package nl.privacyloket.request.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublicHolidaysTest {

    private final PublicHolidays dutch = new PublicHolidays(new CalendarRules("nl", false, false));

    static IntStream years() {
        return IntStream.rangeClosed(2014, 2100);
    }

    @ParameterizedTest
    @MethodSource("years")
    void theDutchTablesAreTheOnesOfTheAlgemeneTermijnenwet(int year) {
        assertThat(new TreeSet<>(dutch.of(year))).isEqualTo(byDutchLaw(year));
    }

    @Test
    void koningsdagMovesToSaturdayWhenThe27thIsASunday() {
        assertThat(dutch.of(2025))
                .contains(LocalDate.parse("2025-04-26"))
                .doesNotContain(LocalDate.parse("2025-04-27"));
        assertThat(dutch.of(2026)).contains(LocalDate.parse("2026-04-27"));
    }

    @Test
    void goodFridayCountsOnlyWhereThePolicySaysSo() {
        LocalDate goodFriday = LocalDate.parse("2026-04-03");

        assertThat(dutch.isWorkingDay(goodFriday)).isTrue();
        assertThat(new PublicHolidays(new CalendarRules("nl", true, false)).isWorkingDay(goodFriday))
                .isFalse();
    }

    @Test
    void theFridayAfterAscensionCountsOnlyWhereThePolicyTakesBridgeDays() {
        LocalDate friday = LocalDate.parse("2026-05-15");

        assertThat(dutch.isWorkingDay(friday)).isTrue();
        assertThat(new PublicHolidays(new CalendarRules("nl", false, true)).isWorkingDay(friday))
                .isFalse();
        assertThat(new PublicHolidays(new CalendarRules("nl", false, true)).isWorkingDay(friday.plusDays(3)))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "be, 2026-07-21, false, National day",
        "be, 2026-08-15, false, Assumption",
        "be, 2026-11-11, false, Armistice",
        "be, 2026-04-27, true,  Koningsdag is Dutch",
        "be, 2026-05-05, true,  Liberation day is Dutch",
        "be, 2026-04-03, true,  Good Friday",
        "de, 2026-10-03, false, German unity",
        "de, 2026-04-03, false, Good Friday is a holiday by law",
        "de, 2026-05-01, false, Labour day",
        "de, 2026-04-27, true,  Koningsdag is Dutch",
        "fr, 2026-07-14, false, National day",
        "fr, 2026-05-08, false, Victory of 1945",
        "fr, 2026-11-11, false, Armistice",
        "fr, 2026-12-25, false, Christmas",
        "fr, 2026-05-05, true,  Liberation day is Dutch",
    })
    void otherCountriesHaveTheirOwnCalendar(String country, LocalDate day, boolean working, String why) {
        PublicHolidays calendar = new PublicHolidays(new CalendarRules(country, false, false));

        assertThat(calendar.isWorkingDay(day)).as(why).isEqualTo(working);
    }

    @Test
    void anUnknownCountryIsRefused() {
        assertThatThrownBy(() -> new PublicHolidays(new CalendarRules("xx", false, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no holiday calendar for country xx");
    }

    /** Computed from the law, apart from any table: Easter by the anonymous Gregorian algorithm. */
    private static Set<LocalDate> byDutchLaw(int year) {
        LocalDate easter = easter(year);
        LocalDate koningsdag = LocalDate.of(year, Month.APRIL, 27);
        return new TreeSet<>(List.of(
                LocalDate.of(year, Month.JANUARY, 1),
                easter,
                easter.plusDays(1),
                koningsdag.getDayOfWeek() == DayOfWeek.SUNDAY ? koningsdag.minusDays(1) : koningsdag,
                LocalDate.of(year, Month.MAY, 5),
                easter.plusDays(39),
                easter.plusDays(49),
                easter.plusDays(50),
                LocalDate.of(year, Month.DECEMBER, 25),
                LocalDate.of(year, Month.DECEMBER, 26)));
    }

    private static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        int moon = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        int offset = moon - weekday;
        int month = 3 + (offset + 40) / 44;
        return LocalDate.of(year, month, offset + 28 - 31 * (month / 4));
    }
}
