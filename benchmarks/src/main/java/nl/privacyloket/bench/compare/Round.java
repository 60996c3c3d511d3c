package nl.privacyloket.bench.compare;

/**
 * The limit, the system, the limit once more, all in the same unit per second.
 *
 * @param limitBefore what the limit did just before the system
 * @param system what the system did
 * @param limitAfter what the limit did just after it
 */
public record Round(double limitBefore, double system, double limitAfter) {
    /** Two limits further apart than this part of their mean say that something else was running. */
    public static final double APART = 0.15;

    /** The mean of the two limits. */
    public double limit() {
        return (limitBefore + limitAfter) / 2;
    }

    /** The system as a part of the limit. */
    public double ratio() {
        return system / limit();
    }

    /** Whether the two limits are near enough to each other for the round to say something. */
    public boolean counts() {
        return Math.abs(limitBefore - limitAfter) <= APART * limit();
    }
}
