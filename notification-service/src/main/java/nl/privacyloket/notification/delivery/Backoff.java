package nl.privacyloket.notification.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses between attempts, each between half and the whole of its length so that what failed together does not
 * come back together.
 *
 * @param first longest pause after the first failure; doubles with each further one
 * @param longest where the doubling ends
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    /** The pause after so many failures, from 1. */
    public Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(Math.max(failures, 1) - 1, 30);
        long ceiling = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
