package nl.privacyloket.request.status;

import java.time.Instant;
import java.util.Map;

/**
 * A dated fact about a request.
 *
 * @param kind for instance {@code received} or {@code decided}
 * @param details codes, dates and ids
 */
public record TimelineEntry(Instant at, String kind, Map<String, String> details) {}
