package nl.privacyloket.bench.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load got.
 *
 * @param calls how many answers
 * @param took from the first call to the last answer
 * @param latencies how long each call took, in microseconds
 */
public record Answered(long calls, Duration took, Histogram latencies) {

    /** An empty histogram as loads keep them: microseconds, three digits. */
    public static Histogram histogram() {
        return new Histogram(3);
    }

    public double perSecond() {
        return calls / (took.toNanos() / 1e9);
    }

    /** The latency that this part of the calls did not exceed, in milliseconds. */
    public double milliseconds(double percentile) {
        return milliseconds(latencies, percentile);
    }

    /** A percentile of microseconds, in milliseconds. */
    public static double milliseconds(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    /** Percentiles in milliseconds by their name, for the results of a scenario. */
    public static Map<String, Double> percentiles(Histogram latencies) {
        Map<String, Double> found = new LinkedHashMap<>();
        for (double percentile : new double[] {50, 90, 95, 99, 99.9}) {
            found.put(
                    "p" + (percentile % 1 == 0 ? "" + (int) percentile : "" + percentile),
                    milliseconds(latencies, percentile));
        }
        found.put("max", latencies.getMaxValue() / 1e3);
        return found;
    }
}
