package nl.privacyloket.connector.execution;

/**
 * How much of a category an access answer holds.
 *
 * @param category category of the policy
 * @param holdings number of records
 */
public record AccessedCategory(String category, int holdings) {}
