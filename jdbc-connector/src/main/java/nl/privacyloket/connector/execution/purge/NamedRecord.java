package nl.privacyloket.connector.execution.purge;

/**
 * One record by name.
 *
 * @param category category of the policy
 * @param recordRef {@code table:key}
 */
public record NamedRecord(String category, String recordRef) {}
