package nl.privacyloket.request.deadline;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Public holidays by country from jollyday's tables, which hold what the law of the country names: in the Netherlands
 * art. 3 Algemene termijnenwet, with Koningsdag on the 26th when the 27th of April is a Sunday, and 5 May every year. A
 * test compares the Dutch tables with the law. Observances that no law makes a holiday do not count.
 *
 * <p>Safe for use by several threads.
 */
public final class PublicHolidays implements WorkingDays {

    private static final String GOOD_FRIDAY = "christian.GOOD_FRIDAY";

    private final CalendarRules rules;
    private final HolidayManager tables;
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    /**
     * @throws IllegalArgumentException when there is no calendar for the country
     */
    public PublicHolidays(CalendarRules rules) {
        this.rules = rules;
        try {
            this.tables = HolidayManager.getInstance(ManagerParameters.create(rules.country()));
        } catch (IllegalStateException unknown) {
            throw new IllegalArgumentException("no holiday calendar for country " + rules.country(), unknown);
        }
    }

    @Override
    public boolean isWorkingDay(LocalDate day) {
        return !isFree(day) && !(rules.bridgeDays() && isFree(day.minusDays(1)) && isFree(day.plusDays(1)));
    }

    /** The public holidays of a year, bridge days not among them. */
    public Set<LocalDate> of(int year) {
        return byYear.computeIfAbsent(year, this::read);
    }

    private boolean isFree(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        return weekday == DayOfWeek.SATURDAY
                || weekday == DayOfWeek.SUNDAY
                || of(day.getYear()).contains(day);
    }

    private Set<LocalDate> read(int year) {
        return tables.getHolidays(Year.of(year)).stream()
                .filter(this::counts)
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean counts(Holiday holiday) {
        return holiday.getType() == HolidayType.PUBLIC_HOLIDAY
                || rules.goodFriday() && GOOD_FRIDAY.equals(holiday.getPropertiesKey());
    }
}
