package nl.privacyloket.notification.organisation;

/**
 * A policy that holds now.
 *
 * @param version number
 * @param organisation what letters need of it
 */
public record PolicyInForce(int version, Organisation organisation) {}
