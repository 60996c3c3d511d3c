package nl.privacyloket.request.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every request, whatever the calendar. */
class DeadlinePropertyTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final LocalDate FIRST = LocalDate.of(2018, 1, 1);
    private static final Map<CalendarRules, PublicHolidays> CALENDARS = new ConcurrentHashMap<>();

    @Property
    void noDateIsEarlierThanUnrolledAndEachIsAWorkingDay(
            @ForAll("courses") TermCourse course, @ForAll("rules") CalendarRules rules) {
        DueDates dates = deadline(rules).of(course);

        assertThat(dates.statutoryDueOn()).isAfterOrEqualTo(dates.alarmOn());
        assertThat(calendar(rules).isWorkingDay(dates.statutoryDueOn())).isTrue();
        assertThat(dates.dueOn()).isIn(dates.statutoryDueOn(), dates.promisedOn());
        assertThat(dates.dueOn()).isBeforeOrEqualTo(dates.statutoryDueOn());
    }

    @Property
    void whoAsksLaterIsNotDueEarlier(
            @ForAll("days") LocalDate day,
            @ForAll @IntRange(max = 400) int later,
            @ForAll("terms") Term promised,
            @ForAll boolean extended,
            @ForAll("rules") CalendarRules rules) {
        ResponseDeadline deadline = deadline(rules);

        DueDates first = deadline.of(new TermCourse(day, promised, extended, Suspension.NONE, List.of()));
        DueDates second =
                deadline.of(new TermCourse(day.plusDays(later), promised, extended, Suspension.NONE, List.of()));

        assertThat(second.statutoryDueOn()).isAfterOrEqualTo(first.statutoryDueOn());
        assertThat(second.alarmOn()).isAfterOrEqualTo(first.alarmOn());
        assertThat(second.promisedOn()).isAfterOrEqualTo(first.promisedOn());
        assertThat(second.dueOn()).isAfterOrEqualTo(first.dueOn());
    }

    @Property
    void theSameInstantGivesTheSameDatesHoweverItIsWritten(
            @ForAll("instants") Instant instant, @ForAll @IntRange(min = -14, max = 14) int hours) {
        ResponseDeadline deadline = deadline(new CalendarRules("nl", false, false));
        Instant elsewhere = OffsetDateTime.parse(
                        instant.atOffset(ZoneOffset.ofHours(hours)).toString())
                .toInstant();

        DueDates dates = deadline.of(elsewhere, null);

        assertThat(dates).isEqualTo(deadline.of(instant, null));
        assertThat(dates.receivedOn()).isEqualTo(instant.atZone(AMSTERDAM).toLocalDate());
    }

    @Property
    void waitingNeverShortensAndLeavesPromiseAndAlarmAlone(
            @ForAll("courses") TermCourse course, @ForAll("rules") CalendarRules rules) {
        ResponseDeadline deadline = deadline(rules);

        DueDates without = deadline.of(new TermCourse(
                course.receivedOn(), course.promised(), course.extended(), course.suspension(), List.of()));
        DueDates with = deadline.of(course);

        assertThat(with.statutoryDueOn()).isAfterOrEqualTo(without.statutoryDueOn());
        assertThat(with.alarmOn()).isEqualTo(without.alarmOn());
        assertThat(with.promisedOn()).isEqualTo(without.promisedOn());
    }

    @Property
    void aPauseLastsNoLongerThanTheDaysOfWaiting(@ForAll("courses") TermCourse course) {
        ResponseDeadline deadline = deadline(new CalendarRules("nl", false, false));
        TermCourse paused =
                new TermCourse(course.receivedOn(), null, course.extended(), Suspension.PAUSE, course.waits());

        DueDates dates = deadline.of(paused);

        long waited = course.waits().stream().mapToLong(Waiting::days).sum();
        assertThat(dates.statutoryDueOn())
                .isBeforeOrEqualTo(calendar(new CalendarRules("nl", false, false))
                        .onOrAfter(dates.alarmOn().plusDays(waited)));
    }

    @Property
    void anExtensionNeverBringsTheDateForward(@ForAll("courses") TermCourse course) {
        ResponseDeadline deadline = deadline(new CalendarRules("nl", false, false));

        DueDates before = deadline.of(with(course, false));
        DueDates after = deadline.of(with(course, true));

        assertThat(after.dueOn()).isAfterOrEqualTo(before.dueOn());
        assertThat(after.alarmOn()).isAfter(before.alarmOn());
    }

    @Property
    void goodFridayAndBridgeDaysOnlyMoveDatesBack(@ForAll("days") LocalDate day, @ForAll("countries") String country) {
        LocalDate plain = deadline(new CalendarRules(country, false, false)).end(day, ResponseDeadline.STATUTORY);

        LocalDate goodFriday = deadline(new CalendarRules(country, true, false)).end(day, ResponseDeadline.STATUTORY);
        LocalDate bridges = deadline(new CalendarRules(country, false, true)).end(day, ResponseDeadline.STATUTORY);
        LocalDate both = deadline(new CalendarRules(country, true, true)).end(day, ResponseDeadline.STATUTORY);

        assertThat(goodFriday).isAfterOrEqualTo(plain);
        assertThat(bridges).isAfterOrEqualTo(plain);
        assertThat(both).isAfterOrEqualTo(goodFriday).isAfterOrEqualTo(bridges);
    }

    @Property
    void staffHearOfADateBeforeItHasPassed(@ForAll("days") LocalDate dueOn, @ForAll("terms") Term dueSoon) {
        DeadlineAlarms alarms = new DeadlineAlarms(dueSoon, AMSTERDAM);

        assertThat(alarms.dueSoonAt(dueOn)).isBefore(alarms.overdueAt(dueOn));
        assertThat(alarms.overdueAt(dueOn).atZone(AMSTERDAM).toLocalDate()).isEqualTo(dueOn.plusDays(1));
        assertThat(alarms.overdueAt(dueOn).minusNanos(1).atZone(AMSTERDAM).toLocalDate())
                .isEqualTo(dueOn);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 80 * 365).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<Instant> instants() {
        long from = FIRST.atStartOfDay(AMSTERDAM).toEpochSecond();
        return Arbitraries.longs()
                .between(from, from + ChronoUnit.DECADES.getDuration().toSeconds())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<Term> terms() {
        return Arbitraries.of("P0D", "P5D", "P1W", "P4W", "P6W", "P1M", "P2M").map(Term::parse);
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of("nl", "be", "de", "fr");
    }

    @Provide
    Arbitrary<CalendarRules> rules() {
        return Combinators.combine(countries(), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(CalendarRules::new);
    }

    @Provide
    Arbitrary<TermCourse> courses() {
        Arbitrary<List<Integer>> gaps =
                Arbitraries.integers().between(0, 40).list().ofMaxSize(8);
        return Combinators.combine(
                        days(),
                        terms().injectNull(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Suspension.class),
                        gaps)
                .as((day, promised, extended, suspension, days) ->
                        new TermCourse(day, promised, extended, suspension, waits(day, days)));
    }

    private static List<Waiting> waits(LocalDate received, List<Integer> gaps) {
        List<Waiting> waits = new ArrayList<>();
        LocalDate day = received;
        for (int i = 0; i + 1 < gaps.size(); i += 2) {
            LocalDate asked = day.plusDays(gaps.get(i));
            day = asked.plusDays(gaps.get(i + 1));
            waits.add(new Waiting(asked, day));
        }
        return waits;
    }

    private static TermCourse with(TermCourse course, boolean extended) {
        return new TermCourse(course.receivedOn(), course.promised(), extended, course.suspension(), course.waits());
    }

    private static PublicHolidays calendar(CalendarRules rules) {
        return CALENDARS.computeIfAbsent(rules, PublicHolidays::new);
    }

    private static ResponseDeadline deadline(CalendarRules rules) {
        return new ResponseDeadline(calendar(rules), AMSTERDAM);
    }
}
