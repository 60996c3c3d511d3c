package nl.privacyloket.faults.inject;

import java.util.Random;

/** One way to break something. */
public interface Fault {

    /** Its name, in small letters and hyphens. */
    String name();

    /** Why it cannot be injected on this machine; null when it can. */
    default String impossible() {
        return null;
    }

    /**
     * Breaks it, goes on for a while, and heals it: when this returns, everything runs as before or is starting.
     *
     * @param random for moments and durations
     * @return how many times something was broken
     */
    int inject(Scene scene, Random random) throws Exception;
}
