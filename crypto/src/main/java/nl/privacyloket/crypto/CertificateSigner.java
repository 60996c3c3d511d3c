package nl.privacyloket.crypto;

import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs certificates with an Ed25519 key: compact JWS (RFC 7515) with the algorithm EdDSA (RFC 8037). Thread-safe. */
public final class CertificateSigner {
    /** What a signature is for, in the header {@code typ}: nothing else that this key may sign passes for a certificate. */
    static final String TYPE = "privacyloket-certificate";

    static final String CURVE = "Ed25519";

    private final OctetKeyPairJsonWebKey key;

    private CertificateSigner(OctetKeyPairJsonWebKey key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException when it is no private Ed25519 key as JWK; the message does not quote it */
    static CertificateSigner of(String jwk) {
        try {
            Map<String, Object> members = JsonUtil.parseJson(jwk);
            if (!"OKP".equals(members.get("kty")) || !CURVE.equals(members.get("crv"))) {
                throw new IllegalArgumentException("not an Ed25519 key");
            }
            OctetKeyPairJsonWebKey key = new OctetKeyPairJsonWebKey(members);
            if (key.getPrivateKey() == null) {
                throw new IllegalArgumentException("not a private key");
            }
            return new CertificateSigner(key);
        } catch (JoseException | ClassCastException e) {
            throw new IllegalArgumentException("not an Ed25519 key in JWK form");
        }
    }

    /** A new private key as JWK; its id is its thumbprint (RFC 7638). */
    static String newKey() {
        try {
            OctetKeyPairJsonWebKey key = OkpJwkGenerator.generateJwk(CURVE);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.EDDSA);
            return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException e) {
            throw new CryptoException("no signing key could be made", e);
        }
    }

    /** Names the key in the header {@code kid} of what it signs. */
    public String keyId() {
        return key.getKeyId();
    }

    /** The public half, as JWK JSON. */
    public String publicJwk() {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** @return the payload with its signature, as compact JWS */
    public String sign(byte[] payload) {
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setHeader("typ", TYPE);
            jws.setPayloadBytes(payload);
            jws.setKey(key.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new CryptoException(
                    "a certificate could not be signed: " + e.getClass().getSimpleName());
        }
    }
}
