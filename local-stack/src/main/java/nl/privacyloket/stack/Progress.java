package nl.privacyloket.stack;

import java.time.Duration;

/** Hears of the steps of a start. Steps run beside each other, so they end in any order and in several threads. */
public interface Progress {

    /** A progress that nobody watches. */
    Progress SILENT = (what, took, note) -> {};

    /**
     * A step has ended well.
     *
     * @param what the step
     * @param took how long it took
     * @param note where to find the result, or how much it was; may be empty
     */
    void done(String what, Duration took, String note);
}
