package nl.privacyloket.connector.execution.purge;

/**
 * Records that stay.
 *
 * @param index position of the record in the command; {@code null} when the command names none
 * @param category category of the policy
 * @param reason why they stay
 * @param rows how many
 */
public record KeptRecords(Integer index, String category, KeptReason reason, long rows) {}
