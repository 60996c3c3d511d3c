package nl.privacyloket.retention.policy;

/**
 * The rules of an organisation have changed: a version has come into force. Fired inside the transaction that notes it.
 *
 * @param organisation id of the organisation
 * @param version the version that came into force
 */
public record PolicyInForce(String organisation, int version) {}
