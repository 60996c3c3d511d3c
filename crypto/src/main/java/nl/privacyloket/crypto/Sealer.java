package nl.privacyloket.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Seals a value for one receiver: only the holder of the receiver's private key can read it. Thread-safe. */
public final class Sealer {
    static final AlgorithmConstraints KEY_MANAGEMENT =
            new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES);
    static final AlgorithmConstraints CONTENT_ENCRYPTION =
            new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final ObjectMapper json = SealJson.mapper();
    private final Map<String, PublicJsonWebKey> recipients;

    Sealer(Map<String, PublicJsonWebKey> recipients) {
        this.recipients = Map.copyOf(recipients);
    }

    /**
     * Seals to a receiver whose public key is in the key folder.
     *
     * @throws CryptoException when there is no key for that receiver
     */
    public Sealed seal(String recipient, Object value) {
        PublicJsonWebKey key = recipients.get(recipient);
        if (key == null) {
            throw new CryptoException("no public key for receiver " + recipient + " in the key folder");
        }
        return seal(recipient, key, value);
    }

    /**
     * Seals to a receiver whose public key was registered as a JWK, as data systems do.
     *
     * @param publicJwk EC P-256 public key as JWK JSON (RFC 7517)
     * @throws CryptoException when the key is not such a key
     */
    public Sealed seal(String recipient, String publicJwk, Object value) {
        return seal(recipient, parsePublic(publicJwk), value);
    }

    /**
     * Checks a JWK that somebody registers.
     *
     * @return the same key, reduced to its public members, as JWK JSON
     * @throws CryptoException when it is not an EC P-256 public key; the message says why
     */
    public static String requirePublicJwk(String jwk) {
        return parsePublic(jwk).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static PublicJsonWebKey parsePublic(String jwk) {
        PublicJsonWebKey key;
        try {
            key = PublicJsonWebKey.Factory.newPublicJwk(jwk);
        } catch (JoseException | RuntimeException e) {
            throw new CryptoException("not a public key in JWK form");
        }
        if (!(key instanceof EllipticCurveJsonWebKey ec) || !"P-256".equals(ec.getCurveName())) {
            throw new CryptoException("not an elliptic-curve key on P-256");
        }
        if (!isOnCurve(ec.getECPublicKey())) {
            throw new CryptoException("not a point on P-256");
        }
        return key;
    }

    /** Parsing does not look whether y² = x³ + ax + b holds; sealing to a point beside the curve fails much later. */
    private static boolean isOnCurve(ECPublicKey key) {
        EllipticCurve curve = key.getParams().getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    /** A JWE in compact form (RFC 7516 §3.1) with ECDH-ES and AES-256-GCM. */
    private Sealed seal(String recipient, PublicJsonWebKey key, Object value) {
        try {
            String encryption = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;
            KeyAgreement agreed = KeyAgreement.with((ECPublicKey) key.getPublicKey(), encryption);
            ObjectNode header = json.createObjectNode()
                    .put("alg", KeyManagementAlgorithmIdentifiers.ECDH_ES)
                    .put("enc", encryption)
                    .put("kid", recipient);
            header.putObject("epk")
                    .put("kty", "EC")
                    .put("x", BASE64.encodeToString(agreed.x()))
                    .put("y", BASE64.encodeToString(agreed.y()))
                    .put("crv", "P-256");
            String protectedHeader = BASE64.encodeToString(json.writeValueAsBytes(header));
            byte[] iv = new byte[IV_BYTES];
            RANDOM.nextBytes(iv);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(agreed.key(), "AES"),
                    new GCMParameterSpec(8 * TAG_BYTES, iv));
            cipher.updateAAD(protectedHeader.getBytes(StandardCharsets.US_ASCII));
            byte[] encrypted = cipher.doFinal(json.writeValueAsBytes(value));
            int text = encrypted.length - TAG_BYTES;
            // Nothing between the first two dots: the agreed key is the content's own.
            return new Sealed(
                    recipient,
                    protectedHeader + ".." + BASE64.encodeToString(iv) + "."
                            + BASE64.encodeToString(Arrays.copyOf(encrypted, text)) + "."
                            + BASE64.encodeToString(Arrays.copyOfRange(encrypted, text, encrypted.length)));
        } catch (JsonProcessingException e) {
            throw new CryptoException("the value to seal for " + recipient + " cannot be written as JSON");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CryptoException(
                    "sealing for " + recipient + " failed: " + e.getClass().getSimpleName());
        }
    }
}
