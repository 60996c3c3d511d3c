package nl.privacyloket.retention.rule;

import java.time.LocalDate;
import java.time.Period;
import java.util.Objects;

/**
 * The arithmetic of a retention term. All dates are calendar dates in the organisation's zone; a term never moves to a
 * working day.
 *
 * <p>A term that is counted in years or months can end on a day that its last month lacks (29 February, the 31st).
 * Doubt then goes to the side of the law: a term that must be served in full ends with the month, one that may not be
 * exceeded ends on the month's last day.
 *
 * @param period positive or zero, years, months and days (a week is seven days)
 * @param countFrom where the counting begins
 */
public record RetentionTerm(Period period, CountFrom countFrom) {

    public RetentionTerm {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(countFrom, "countFrom");
        if (period.getYears() < 0 || period.getMonths() < 0 || period.getDays() < 0) {
            throw new IllegalArgumentException("a retention period is not negative");
        }
    }

    /** The first date on which a term that has to be served in full has ended. */
    public LocalDate endServedInFull(LocalDate triggerDate) {
        return end(triggerDate, true);
    }

    /** The first date on which a term that may not be exceeded has ended. */
    public LocalDate endNotExceeded(LocalDate triggerDate) {
        return end(triggerDate, false);
    }

    private LocalDate end(LocalDate triggerDate, boolean inFull) {
        var from =
                countFrom == CountFrom.CALENDAR_YEAR_END ? LocalDate.of(triggerDate.getYear() + 1, 1, 1) : triggerDate;
        var afterMonths = from.plusMonths(period.toTotalMonths());
        var dayIsMissing = afterMonths.getDayOfMonth() != from.getDayOfMonth();
        return afterMonths.plusDays(period.getDays() + (dayIsMissing && inFull ? 1L : 0L));
    }
}
