package nl.privacyloket.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Checks certificates with public keys alone, without a network or a service. Only EdDSA with an Ed25519 key of the set
 * passes: not {@code none}, not a key that a certificate brings along. Thread-safe.
 */
public final class CertificateVerifier {
    private static final AlgorithmConstraints EDDSA =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

    private final ObjectMapper json = SealJson.mapper();
    private final Map<String, OctetKeyPairJsonWebKey> keys;

    private CertificateVerifier(Map<String, OctetKeyPairJsonWebKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * By these keys.
     *
     * @param jwks a JWK Set, as {@code GET /certificate-keys} answers it, or one JWK
     * @throws CryptoException when there is no Ed25519 key with an id among them
     */
    public static CertificateVerifier of(String jwks) {
        Map<String, OctetKeyPairJsonWebKey> keys = new HashMap<>();
        try {
            for (JsonWebKey key : parse(jwks)) {
                if (key instanceof OctetKeyPairJsonWebKey pair
                        && CertificateSigner.CURVE.equals(pair.getSubtype())
                        && key.getKeyId() != null) {
                    keys.put(key.getKeyId(), pair);
                }
            }
        } catch (JoseException | RuntimeException e) {
            throw new CryptoException("the keys are no JWK Set");
        }
        if (keys.isEmpty()) {
            throw new CryptoException("there is no Ed25519 key with an id among the keys");
        }
        return new CertificateVerifier(keys);
    }

    private static List<JsonWebKey> parse(String jwks) throws JoseException {
        return jwks.contains("\"keys\"")
                ? new JsonWebKeySet(jwks).getJsonWebKeys()
                : List.of(JsonWebKey.Factory.newJwk(jwks));
    }

    /** @throws CryptoException when there is none in the folder */
    static CertificateVerifier ofFolder(Path folder) throws IOException {
        List<String> keys = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.jwk")) {
            for (Path file : files) {
                keys.add(Files.readString(file));
            }
        }
        return of("{\"keys\":[" + String.join(",", keys) + "]}");
    }

    /**
     * Checks a certificate.
     *
     * @param certificate compact JWS, or the JSON answer {@code {jws, certificate}}, whose two members must agree
     * @return what was signed
     * @throws CryptoException when it is not genuine; the message says why
     */
    public JsonNode verify(String certificate) {
        String text = certificate.strip();
        if (!text.startsWith("{")) {
            return signed(text);
        }
        JsonNode answer;
        try {
            answer = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CryptoException("neither a compact JWS nor JSON");
        }
        if (!answer.path("jws").isTextual()) {
            throw new CryptoException("the JSON has no member jws");
        }
        JsonNode signed = signed(answer.get("jws").textValue());
        if (answer.has("certificate") && !answer.get("certificate").equals(signed)) {
            throw new CryptoException("what is shown as the certificate is not what was signed");
        }
        return signed;
    }

    private JsonNode signed(String jws) {
        requireOneSpelling(jws);
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(EDDSA);
            signature.setCompactSerialization(jws);
            if (!CertificateSigner.TYPE.equals(signature.getHeader("typ"))) {
                throw new CryptoException("signed, but not as a certificate");
            }
            OctetKeyPairJsonWebKey key =
                    signature.getKeyIdHeaderValue() == null ? null : keys.get(signature.getKeyIdHeaderValue());
            if (key == null) {
                throw new CryptoException("signed with a key that is not among the keys");
            }
            signature.setKey(key.getPublicKey());
            if (!signature.verifySignature()) {
                throw new CryptoException("the signature is not that of the content");
            }
            return json.readTree(signature.getPayloadBytes());
        } catch (JoseException e) {
            throw new CryptoException("not signed with EdDSA as a certificate is");
        } catch (IOException e) {
            throw new CryptoException("what was signed is no JSON");
        }
    }

    /** Base64 has spare bits at the end: another spelling of the same bytes is an altered certificate too. */
    private static void requireOneSpelling(String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            throw new CryptoException("not a compact JWS");
        }
        try {
            for (String part : parts) {
                byte[] bytes = Base64.getUrlDecoder().decode(part);
                if (!Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(bytes)
                        .equals(part)) {
                    throw new CryptoException("not spelled as it was signed");
                }
            }
        } catch (IllegalArgumentException e) {
            throw new CryptoException("not a compact JWS");
        }
    }

    /** Checks one from the command line: {@code <certificate file> <keys: file or folder>}. */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: CertificateVerifier <certificate file> <file with keys, or folder of them>");
            System.exit(2);
        }
        System.exit(check(Path.of(args[0]), Path.of(args[1]), System.out, System.err));
    }

    /**
     * Checks a certificate in a file and prints what was signed, or why it is not genuine.
     *
     * @param keys file with a JWK Set or a JWK, or a folder of files with a JWK each
     * @return 0 when it is genuine, 1 when it is not, 2 when that cannot be told because a file cannot be used
     */
    public static int check(Path certificate, Path keys, PrintStream out, PrintStream err) {
        CertificateVerifier verifier;
        String text;
        try {
            verifier = Files.isDirectory(keys) ? ofFolder(keys) : of(Files.readString(keys));
            text = Files.readString(certificate);
        } catch (IOException e) {
            err.println("Cannot read " + e.getMessage());
            return 2;
        } catch (CryptoException e) {
            err.println(keys + ": " + e.getMessage());
            return 2;
        }
        try {
            JsonNode signed = verifier.verify(text);
            out.println(signed.toPrettyString());
            out.println("Genuine: signed by the holder of the key, and unaltered.");
            return 0;
        } catch (CryptoException e) {
            err.println("Not genuine: " + e.getMessage());
            return 1;
        }
    }
}
