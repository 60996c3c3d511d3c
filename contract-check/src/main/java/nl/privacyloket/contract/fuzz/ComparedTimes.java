package nl.privacyloket.contract.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long two kinds of calls took that were made by turns. Each pair is compared by itself, as what else the machine does falls
 * upon both alike; and only what nearly all of chance leaves of the middle of the differences counts: the busier the machine, the
 * less it says, and it never says what is not so.
 */
final class ComparedTimes {
    /** Less than this part of the time it takes shows over no network. */
    private static final double PART = 0.25;
    /** Once in thirty thousand times the true middle lies outside. */
    private static final double DEVIATIONS = 4;

    private final List<Double> first = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();
    private final List<Double> differences = new ArrayList<>();

    /** In nanoseconds. */
    void add(long oneTook, long otherTook) {
        first.add((double) oneTook);
        second.add((double) otherTook);
        differences.add((double) (oneTook - otherTook));
    }

    /** Whether one kind takes longer than the other, by more than chance and more than nobody could see. */
    boolean differ() {
        double seen = PART * Math.min(median(first), median(second));
        return least() > seen || most() < -seen;
    }

    /** How little the difference may be, and how much; of numbers that are as often above the middle as below. */
    private double least() {
        return atRank(differences, differences.size() / 2.0 - around());
    }

    private double most() {
        return atRank(differences, differences.size() / 2.0 + around());
    }

    private double around() {
        return DEVIATIONS * Math.sqrt(differences.size()) / 2;
    }

    private static double median(List<Double> values) {
        return atRank(values, values.size() / 2.0);
    }

    private static double atRank(List<Double> values, double rank) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.max(0, Math.min(sorted.size() - 1, rank)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d pairs, %.0f and %.0f µs, apart by %.0f to %.0f µs",
                first.size(),
                median(first) / 1_000,
                median(second) / 1_000,
                least() / 1_000,
                most() / 1_000);
    }
}
