package nl.privacyloket.bench.compare;

import java.util.Collection;

/**
 * A median and what lies around it.
 *
 * @param median the middle one; of an even number the lower of the two in the middle, so that it is one that was measured
 * @param lowest the smallest
 * @param highest the largest
 */
public record Spread(double median, double lowest, double highest) {

    /** @throws IllegalArgumentException without values */
    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
