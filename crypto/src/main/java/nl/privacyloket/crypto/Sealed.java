package nl.privacyloket.crypto;

/**
 * Personal data on the wire: readable by one receiver only.
 *
 * @param recipient name of the receiver, also the {@code kid} of the key that it was sealed to
 * @param jwe compact JWE (RFC 7516), ECDH-ES with A256GCM on P-256
 */
public record Sealed(String recipient, String jwe) {}
