package nl.privacyloket.audit.verify.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Measures something beside a limit that it cannot exceed, the limit before and after it in each round. A round in which the
 * two limits differ too much says that something else was running; it does not count and is made again.
 *
 * @param counted how many rounds are to count
 * @param lines is told each round and the result, in words
 */
public record Rounds(int counted, Consumer<String> lines) {
    private static final double APART = 0.15;
    /** Rounds before the first, in which code is compiled. */
    private static final int WARMING = 3;

    /** Made for each round that is to count, before it is given up. */
    private static final int TRIES = 5;

    /**
     * Measures, when both have run often enough to be compiled.
     *
     * @param name of what is measured
     * @param limit its rate, of any unit
     * @param system rate of the same unit
     * @return the median of the system's share of the limit, from 0 to 1; not a number when no round counts
     */
    public double run(String name, Callable<Double> limit, Callable<Double> system) throws Exception {
        for (int i = 0; i < WARMING; i++) {
            limit.call();
            system.call();
        }
        List<Double> shares = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        double before = limit.call();
        for (int round = 1; shares.size() < counted && round <= TRIES * counted; round++) {
            double rate = system.call();
            double after = limit.call();
            double share = rate / ((before + after) / 2);
            boolean counts = Math.abs(before - after) <= APART * Math.max(before, after);
            say(
                    "%s, round %d: limit %,.0f and %,.0f a second, system %,.0f: %.2f%s",
                    name, round, before, after, rate, share, counts ? "" : ", does not count: the limits differ");
            if (counts) {
                shares.add(share);
                rates.add(rate);
            }
            before = after;
        }
        if (shares.isEmpty()) {
            say("%s: no round counts", name);
            return Double.NaN;
        }
        shares.sort(null);
        rates.sort(null);
        say(
                "%s: median of %d rounds %,.0f a second (%,.0f to %,.0f), %.2f of the limit (%.2f to %.2f)",
                name,
                rates.size(),
                median(rates),
                rates.get(0),
                rates.get(rates.size() - 1),
                median(shares),
                shares.get(0),
                shares.get(shares.size() - 1));
        return median(shares);
    }

    private void say(String form, Object... values) {
        lines.accept(String.format(Locale.ROOT, form, values));
    }

    private static double median(List<Double> sorted) {
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
