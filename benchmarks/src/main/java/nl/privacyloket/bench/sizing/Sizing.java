package nl.privacyloket.bench.sizing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.privacyloket.bench.result.Columns;

/**
 * How much of one machine like the measured one an organisation takes, by how many persons it knows.
 *
 * @param costs what was measured
 * @param year what is assumed
 */
public record Sizing(MeasuredCosts costs, Assumptions year) {
    private static final long[] PERSONS = {10_000, 1_000_000, 10_000_000, 100_000_000};
    private static final int DAYS = 365;
    private static final List<String> HEAD = List.of(
            "persons",
            "holdings",
            "register on disk",
            "registered the first time",
            "due a day",
            "ordered within",
            "their rows purged within",
            "requests a day",
            "erasures a day, within");

    /** As Markdown: the table, and what it rests on. */
    public String markdown() {
        List<List<String>> rows = new ArrayList<>();
        for (long persons : PERSONS) {
            rows.add(row(persons));
        }
        return Columns.markdown(HEAD, rows) + "\n- sizing: " + year.inWords()
                + "; one row in the data system for a holding; the machine does one of these at a time\n"
                + String.format(
                        Locale.ROOT,
                        "- sizing: computed from %,.0f holdings/s registered, %,.0f due holdings/s ordered, %,.0f rows/s purged,"
                                + " %,.0f persons/s erased, %.0f bytes of a holding%n",
                        costs.registered(),
                        costs.swept(),
                        costs.purged(),
                        costs.erased(),
                        costs.bytesOfAHolding());
    }

    private List<String> row(long persons) {
        double holdings = persons * year.holdingsOfAPerson();
        double due = holdings / year.yearsHeld() / DAYS;
        double erasures = persons / 1000.0 * year.erasuresOfThousand() / DAYS;
        return List.of(
                number(persons),
                number(holdings),
                size(holdings * costs.bytesOfAHolding()),
                time(holdings / costs.registered()),
                number(due),
                time(due / costs.swept()),
                time(due / costs.purged()),
                number(persons / 1000.0 * year.requestsOfThousand() / DAYS),
                number(erasures) + ", " + time(erasures / costs.erased()));
    }

    /** Whole, or with one digit behind the point when it is small. */
    static String number(double value) {
        return value == Math.rint(value) || value >= 10
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String size(double bytes) {
        return bytes >= 1e9
                ? String.format(Locale.ROOT, "%,.0f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
    }

    private static String time(double seconds) {
        if (seconds < 1) {
            return "1 s";
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 7_200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
