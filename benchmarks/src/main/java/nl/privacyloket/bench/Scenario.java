package nl.privacyloket.bench;

import nl.privacyloket.bench.result.Outcome;

/** Something whose speed is measured. */
public interface Scenario {

    /** Its name, as typed after {@code ./run bench}: small letters and hyphens. */
    String name();

    /** What it measures, in a line. */
    String summary();

    /** Whether it is only run when it is named: it takes long for what it tells. */
    default boolean isOnRequest() {
        return false;
    }

    /** Measures it, and leaves nothing behind. */
    Outcome run(Bench bench) throws Exception;
}
