package nl.privacyloket.request.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDeadlineTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final PublicHolidays DUTCH = new PublicHolidays(new CalendarRules("nl", false, false));

    private final ResponseDeadline deadline = new ResponseDeadline(DUTCH, AMSTERDAM);

    @ParameterizedTest(name = "{0} + {1} = {2}: {4}")
    @CsvFileSource(resources = "/legal/response-deadlines.csv", numLinesToSkip = 1)
    void theLegalVectorsHold(LocalDate received, String period, LocalDate due, LocalDate unrolled, String why) {
        Term term = Term.parse(period);

        LocalDate end = deadline.end(received, term);

        assertThat(end).as(why).isEqualTo(due);
        assertThat(term.endsOn(received)).as(why).isEqualTo(unrolled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1M", "P3M", "P6W", "P1W"})
    void overTwentyYearsAnEndIsNeverEarlyNeverGoesBackAndIsAlwaysAWorkingDay(String period) {
        Term term = Term.parse(period);
        LocalDate previous = LocalDate.MIN;
        for (LocalDate day : days(2024, 2044)) {
            LocalDate end = deadline.end(day, term);
            assertThat(end).isAfterOrEqualTo(term.endsOn(day)).isAfterOrEqualTo(previous);
            assertThat(DUTCH.isWorkingDay(end)).as("%s from %s", end, day).isTrue();
            assertThat(DUTCH.onOrAfter(end)).isEqualTo(end);
            previous = end;
        }
    }

    @ParameterizedTest(name = "{0} promised {1}: {2}, by law {3}, alarm {4}, operative {5}")
    @CsvSource({
        "2026-11-22T10:00:00Z, P4W, 2026-12-20, 2026-12-22, 2026-12-22, 2026-12-20",
        "2026-11-22T10:00:00Z, P1W, 2026-11-29, 2026-12-22, 2026-12-22, 2026-11-29",
        "2026-11-25T10:00:00Z, P1M, 2026-12-25, 2026-12-28, 2026-12-25, 2026-12-25",
        "2026-11-25T10:00:00Z,    ,           , 2026-12-28, 2026-12-25, 2026-12-28",
        "2027-01-31T10:00:00Z, P4W, 2027-02-28, 2027-03-01, 2027-02-28, 2027-02-28",
        "2026-01-20T10:00:00Z, P6W, 2026-03-03, 2026-02-20, 2026-02-20, 2026-02-20",
    })
    void aPromiseIsNeverRolledAndTheEarliestDateIsOperative(
            Instant receivedAt,
            String promised,
            LocalDate promisedOn,
            LocalDate statutory,
            LocalDate alarm,
            LocalDate operative) {
        DueDates dates = deadline.of(receivedAt, promised == null ? null : Term.parse(promised));

        assertThat(dates.promisedOn()).isEqualTo(promisedOn);
        assertThat(dates.statutoryDueOn()).isEqualTo(statutory);
        assertThat(dates.alarmOn()).isEqualTo(alarm);
        assertThat(dates.dueOn()).isEqualTo(operative);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T22:59:59Z, 2026-11-22",
        "2026-11-22T23:00:00Z, 2026-11-23",
        "2026-07-01T21:59:59Z, 2026-07-01",
        "2026-07-01T22:00:00Z, 2026-07-02",
    })
    void theDayOfReceiptIsTheLocalDayInTheOrganisationsZone(Instant receivedAt, LocalDate day) {
        assertThat(deadline.of(receivedAt, null).receivedOn()).isEqualTo(day);
    }

    @Test
    void theDueDayItselfIsNotLate() {
        DueDates dates = deadline.of(Instant.parse("2026-11-22T10:00:00Z"), null);

        assertThat(dates.isOverdue(LocalDate.parse("2026-12-22"))).isFalse();
        assertThat(dates.isOverdue(LocalDate.parse("2026-12-23"))).isTrue();
    }

    @ParameterizedTest(name = "received {0}, promised {1}, extended: {2}, alarm {3}")
    @CsvSource({
        "2026-05-31,    , 2026-08-31, 2026-08-31",
        "2026-10-31, P4W, 2027-02-01, 2027-01-31",
        "2026-08-31, P1W, 2026-11-30, 2026-11-30",
    })
    void anExtensionCountsThreeMonthsFromReceiptInOneStepAndTakesThePlaceOfThePromise(
            LocalDate receivedOn, String promised, LocalDate statutory, LocalDate alarm) {
        Term term = promised == null ? null : Term.parse(promised);

        DueDates dates = deadline.of(new TermCourse(receivedOn, term, true, Suspension.NONE, List.of()));

        assertThat(dates.statutoryDueOn()).isEqualTo(statutory);
        assertThat(dates.dueOn()).isEqualTo(statutory);
        assertThat(dates.alarmOn()).isEqualTo(alarm);
        assertThat(dates.promisedOn()).isEqualTo(term == null ? null : term.endsOn(receivedOn));
    }

    @ParameterizedTest(name = "{0} with {1}, extended {2}: {3}")
    @CsvSource({
        "none,    2026-03-10/2026-03-20,                       false, 2026-04-02",
        "pause,   2026-03-10/2026-03-20,                       false, 2026-04-13",
        "pause,   2026-03-10/2026-03-10,                       false, 2026-04-02",
        "pause,   2026-03-10/2026-03-20 2026-03-25/2026-04-04, false, 2026-04-22",
        "pause,   2026-03-10/2026-03-20,                       true,  2026-06-12",
        "restart, 2026-03-10/2026-03-20,                       false, 2026-04-20",
        "restart, 2026-03-10/2026-03-20 2026-03-25/2026-04-04, false, 2026-05-04",
        "restart, 2026-03-10/2026-03-20,                       true,  2026-06-22",
        // The term had run out when the question was asked.
        "pause,   2026-04-03/2026-04-10,                       false, 2026-04-02",
        "restart, 2026-04-03/2026-04-04,                       false, 2026-04-02",
        // It had not: asked on the last day.
        "pause,   2026-04-02/2026-04-04,                       false, 2026-04-07",
    })
    void waitingForThePersonMovesTheStatutoryDateByThePolicysModel(
            String model, String waits, boolean extended, LocalDate statutory) {
        LocalDate received = LocalDate.parse("2026-03-02");

        DueDates dates = deadline.of(new TermCourse(received, null, extended, suspension(model), waits(waits)));

        assertThat(dates.statutoryDueOn()).isEqualTo(statutory);
        assertThat(dates.dueOn()).isEqualTo(statutory);
        assertThat(dates.alarmOn()).isEqualTo(received.plusMonths(extended ? 3 : 1));
    }

    @ParameterizedTest
    @CsvSource({"pause", "restart"})
    void aPromiseIsNotSuspended(String model) {
        DueDates dates = deadline.of(new TermCourse(
                LocalDate.parse("2026-03-02"),
                Term.parse("P4W"),
                false,
                suspension(model),
                waits("2026-03-10/2026-03-20")));

        assertThat(dates.dueOn()).isEqualTo(LocalDate.parse("2026-03-30"));
    }

    @ParameterizedTest
    @CsvSource({"2026-02-27, true", "2026-02-28, true", "2026-03-01, false", "2026-03-02, false"})
    void anExtensionCanBeToldUpToTheUnrolledEndOfTheFirstMonth(LocalDate today, boolean possible) {
        DueDates dates = deadline.of(TermCourse.at(LocalDate.parse("2026-01-31"), null));

        assertThat(dates.statutoryDueOn()).isEqualTo(LocalDate.parse("2026-03-02"));
        assertThat(ResponseDeadline.canExtend(today, dates.alarmOn())).isEqualTo(possible);
    }

    @Test
    void anAnswerDoesNotComeBeforeItsQuestion() {
        LocalDate day = LocalDate.parse("2026-03-02");

        assertThatThrownBy(() -> new Waiting(day, day.minusDays(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Suspension suspension(String code) {
        return Stream.of(Suspension.values())
                .filter(model -> model.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<Waiting> waits(String text) {
        return Stream.of(text.split(" "))
                .map(wait -> wait.split("/"))
                .map(wait -> new Waiting(LocalDate.parse(wait[0]), LocalDate.parse(wait[1])))
                .toList();
    }

    private static Iterable<LocalDate> days(int from, int to) {
        Stream<LocalDate> days = LocalDate.of(from, 1, 1).datesUntil(LocalDate.of(to, 1, 1));
        return days::iterator;
    }
}
