package nl.privacyloket.request.deadline;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A period of one unit, as law and statements state them: {@code P1M}, {@code P4W}. Unlike {@link java.time.Period} it
 * keeps its unit, so that four weeks are told as four weeks and not as 28 days.
 *
 * @param amount zero or more
 * @param unit days, weeks, months or years
 */
public record Term(int amount, ChronoUnit unit) {

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("D", ChronoUnit.DAYS, "W", ChronoUnit.WEEKS, "M", ChronoUnit.MONTHS, "Y", ChronoUnit.YEARS);
    private static final Pattern FORM = Pattern.compile("P(\\d{1,4})([DWMY])");

    public Term {
        if (amount < 0 || !UNITS.containsValue(unit)) {
            throw new IllegalArgumentException("a term is a number of days, weeks, months or years");
        }
    }

    /**
     * Reads an ISO 8601 period of one unit.
     *
     * @throws DateTimeParseException when it is anything else
     */
    public static Term parse(String text) {
        Matcher matcher = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new DateTimeParseException("a period of one unit such as P1M, P4W or P14D is expected", text, 0);
        }
        return new Term(Integer.parseInt(matcher.group(1)), UNITS.get(matcher.group(2)));
    }

    /**
     * The last day of the term that an event on {@code day} starts: the day itself is not counted, and where the month
     * has no such date it is the month's last day (Reg. 1182/71 art. 3(1) and (2)(c)).
     */
    public LocalDate endsOn(LocalDate day) {
        return day.plus(amount, unit);
    }

    /** The day that lies this long before another. */
    public LocalDate before(LocalDate day) {
        return day.minus(amount, unit);
    }

    /** ISO 8601, as it was written. */
    @Override
    public String toString() {
        String letter =
                unit == ChronoUnit.DAYS ? "D" : unit == ChronoUnit.WEEKS ? "W" : unit == ChronoUnit.MONTHS ? "M" : "Y";
        return "P" + amount + letter;
    }
}
