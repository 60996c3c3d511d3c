package nl.privacyloket.messaging.inbox;

import java.time.Duration;

/**
 * @param attempts how often a handler that fails is called before the event is set aside
 * @param firstPause pause after the first failure; each later one is twice as long
 * @param longestPause where the doubling ends
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {

    /** Five attempts over about three seconds; waits of at most ten seconds for what is away. */
    public static RetryPolicy standard() {
        return new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    Duration pauseAfter(int failures) {
        long doubled = firstPause.toMillis() << Math.min(failures - 1, 20);
        return Duration.ofMillis(Math.min(doubled, longestPause.toMillis()));
    }
}
