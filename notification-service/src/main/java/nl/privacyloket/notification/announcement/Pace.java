package nl.privacyloket.notification.announcement;

import java.time.Duration;

/**
 * How many mails a sender is given at once: no more than go in a tenth of a second, and where a mail takes longer than that,
 * one. A mail that was taken and waits for its turn is one that its reader may meanwhile not want any more. Thread-safe.
 */
final class Pace {
    private static final double TENTH = Duration.ofMillis(100).toNanos();
    /** What a further mail counts among those before it. */
    private static final double WEIGHT = 1.0 / 16;

    private final int most;
    private double nanosForOne;

    /** @param most never more than so many, however fast they go */
    Pace(int most) {
        this.most = most;
        this.nanosForOne = TENTH;
    }

    /** A sender was busy with a mail for so long. */
    synchronized void took(long nanos) {
        nanosForOne += (nanos - nanosForOne) * WEIGHT;
    }

    /** How many may be in hand for each sender, at least one. */
    synchronized int ahead() {
        return (int) Math.max(1, Math.min(most, TENTH / Math.max(1, nanosForOne)));
    }
}
