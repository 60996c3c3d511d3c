package nl.privacyloket.bench.result;

import java.util.Locale;
import nl.privacyloket.bench.compare.Comparison;
import nl.privacyloket.bench.compare.Spread;

/** Figures as they read in the table. */
public final class Figures {
    private Figures() {}

    /** A rate without more digits than it deserves, e.g. {@code 12,300 entries/s}. */
    public static String rate(double perSecond, String unit) {
        double step = Math.max(1, Math.pow(10, Math.floor(Math.log10(Math.max(1, perSecond))) - 2));
        return String.format(Locale.ROOT, "%,.0f %s/s", Math.round(perSecond / step) * step, unit);
    }

    /** A median with its range, e.g. {@code 0.41 (0.38 to 0.44)}. */
    public static String spread(Spread spread) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", spread.median(), spread.lowest(), spread.highest());
    }

    /**
     * The line of a system beside its limit.
     *
     * @param goal the part of the limit that is reached for
     */
    public static Finding ofLimit(String what, String unit, String limit, Comparison comparison, double goal) {
        String reach = String.format(Locale.ROOT, "≥ %.2f", goal);
        if (!comparison.tells()) {
            return new Finding(what, limit, "–", "–", reach, null);
        }
        return new Finding(
                what,
                rate(comparison.limit().median(), unit) + ", " + limit,
                rate(comparison.system().median(), unit),
                spread(comparison.ratio()) + ", " + comparison.counting()
                        + (comparison.counting() == 1 ? " round" : " rounds"),
                reach,
                comparison.ratio().median() >= goal);
    }
}
