package nl.privacyloket.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * The sender's side of ECDH-ES on P-256 (RFC 7518 §4.6), with a key pair for one message. By Bouncy Castle: agreeing takes the
 * JDK four times as long, and was more than half of what taking in a request cost.
 *
 * @param x of the public key of that pair, 32 bytes
 * @param y of the public key of that pair, 32 bytes
 * @param key for the content, 256 bits
 */
record KeyAgreement(byte[] x, byte[] y, byte[] key) {
    private static final ECDomainParameters CURVE = curve();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 256;
    private static final int BYTES = 32;

    private static ECDomainParameters curve() {
        X9ECParameters curve = CustomNamedCurves.getByName("P-256");
        return new ECDomainParameters(curve);
    }

    /**
     * Agrees on a key that the holder of the private key finds too.
     *
     * @param contentEncryption the {@code enc} of the header
     */
    static KeyAgreement with(ECPublicKey receiver, String contentEncryption) {
        ECPoint point = receiver.getW();
        ECPublicKeyParameters other =
                new ECPublicKeyParameters(CURVE.getCurve().createPoint(point.getAffineX(), point.getAffineY()), CURVE);
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(CURVE, RANDOM));
        AsymmetricCipherKeyPair own = generator.generateKeyPair();
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(own.getPrivate());
        byte[] secret = BigIntegers.asUnsignedByteArray(BYTES, agreement.calculateAgreement(other));
        var publicPoint = ((ECPublicKeyParameters) own.getPublic()).getQ().normalize();
        return new KeyAgreement(
                BigIntegers.asUnsignedByteArray(
                        BYTES, publicPoint.getAffineXCoord().toBigInteger()),
                BigIntegers.asUnsignedByteArray(
                        BYTES, publicPoint.getAffineYCoord().toBigInteger()),
                derived(secret, contentEncryption));
    }

    /** The Concat KDF of NIST SP 800-56A for one block of SHA-256: neither party is named. */
    private static byte[] derived(byte[] secret, String contentEncryption) {
        byte[] algorithm = contentEncryption.getBytes(StandardCharsets.US_ASCII);
        SHA256Digest digest = new SHA256Digest();
        number(digest, 1);
        digest.update(secret, 0, secret.length);
        number(digest, algorithm.length);
        digest.update(algorithm, 0, algorithm.length);
        number(digest, 0);
        number(digest, 0);
        number(digest, BITS);
        byte[] key = new byte[BYTES];
        digest.doFinal(key, 0);
        return key;
    }

    private static void number(SHA256Digest digest, int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (value >>> shift));
        }
    }

    @Override
    public String toString() {
        return "KeyAgreement[redacted]";
    }
}
