package nl.privacyloket.notification.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * From which time on messages that are due are looked for. As long as a look is quick, from the beginning of the index. It is
 * not while somebody holds a snapshot open: then the dead rows of everything that was sent since lie there, and each claim would
 * wade through them. So after a slow look the next ones begin a little before what it found, and only a fiftieth of the time is
 * spent on looks from the beginning, but one every quarter of a minute in any case. They find what was passed over: what was committed late, or had to wait for another
 * message. Thread-safe.
 */
final class FirstDue {
    private static final long SLOW_NANOS = Duration.ofMillis(10).toNanos();
    private static final int PART_OF_THE_TIME = 50;
    /** But they never wait longer for each other: what was passed over is not to wait for minutes. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(15).toNanos();

    /** What is committed later than its time by so much is still found by every look. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private Instant from = Instant.EPOCH;
    private long fromTheBeginningAt;
    private boolean slow;

    FirstDue() {
        this(System::nanoTime);
    }

    FirstDue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Where to look from. */
    synchronized Instant from() {
        if (!slow) {
            return Instant.EPOCH;
        }
        long now = nanoTime.getAsLong();
        if (now - fromTheBeginningAt >= 0) {
            // This one looks; the others that look meanwhile need not.
            fromTheBeginningAt = now + Duration.ofSeconds(1).toNanos();
            return Instant.EPOCH;
        }
        return from;
    }

    /**
     * Somebody has looked.
     *
     * @param began what {@link #from} said
     * @param first the earliest that was found, or when it was looked, if all that was due was found
     * @param nanos how long it took
     */
    synchronized void looked(Instant began, Instant first, long nanos) {
        if (began.equals(Instant.EPOCH)) {
            slow = nanos > SLOW_NANOS;
            fromTheBeginningAt = nanoTime.getAsLong() + Math.min(LONGEST_NANOS, PART_OF_THE_TIME * nanos);
            from = first.minus(MARGIN);
        } else if (first.minus(MARGIN).isAfter(from)) {
            from = first.minus(MARGIN);
        }
    }
}
