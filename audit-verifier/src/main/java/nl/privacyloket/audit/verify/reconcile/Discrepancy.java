package nl.privacyloket.audit.verify.reconcile;

/**
 * A fact that one log has and another should have too, or should not have.
 *
 * @param rule which rule, {@link Rule#id()}
 * @param requestId about which request
 * @param log in which log something is missing or too much
 * @param words for people
 */
public record Discrepancy(String rule, String requestId, String log, String words) {}
