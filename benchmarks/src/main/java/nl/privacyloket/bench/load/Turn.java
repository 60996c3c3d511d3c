package nl.privacyloket.bench.load;

/**
 * One call of a load.
 *
 * @param number from 0, over all connections
 * @param due when it was to begin, as {@link System#nanoTime()}
 */
public record Turn(long number, long due) {}
