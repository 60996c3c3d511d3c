package nl.privacyloket.connector.execution.purge;

import java.util.List;
import nl.privacyloket.connector.execution.Holding;

/**
 * What is left of what a purge was about.
 *
 * @param holdings a line for each category
 * @param present positions of named records that are still there, or cannot be told; {@code null} when none were named
 */
public record PurgeLeft(List<Holding> holdings, List<Integer> present) {}
