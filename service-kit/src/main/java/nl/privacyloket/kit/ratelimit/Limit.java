package nl.privacyloket.kit.ratelimit;

import java.time.Duration;

/**
 * A number of calls in a time that begins with the first of them.
 *
 * @param calls at least 1
 */
public record Limit(int calls, Duration within) {}
