package nl.privacyloket.stack;

import java.time.Duration;

/** How long a part took to start or stop. */
public final class Stopwatch {

    private final long startedAt = System.nanoTime();

    private Stopwatch() {}

    /** A stopwatch that runs from now on. */
    public static Stopwatch started() {
        return new Stopwatch();
    }

    /** The time since the start, in whole milliseconds. */
    public long millis() {
        return elapsed().toMillis();
    }

    /** The time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
