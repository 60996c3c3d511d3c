package nl.privacyloket.crypto;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.CheckpointVerifier;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The keys of one service or data system, each a file, so that any secret store that mounts files can provide them:
 *
 * <ul>
 *   <li>{@code seal.private.jwk}: its own private key; others seal to the public half
 *   <li>{@code seal.public.jwk}: that public half, to hand out
 *   <li>{@code recipients/<name>.jwk}: public keys of those it seals to
 *   <li>{@code subject-hash.key}: shared by all; names persons across services
 *   <li>{@code field-encryption.json}: Tink keyset for encryption at rest
 *   <li>{@code blind-index.key}, {@code pseudonym.key}: keyed hashes of this service alone
 *   <li>{@code token.key}: signs tokens that this service hands out; with another key the links in old mail open nothing
 *   <li>{@code certificate.private.jwk}: Ed25519 key that signs certificates
 *   <li>{@code certificate-keys/<kid>.jwk}: its public half, with those of the keys before it; whoever checks a certificate
 *       needs these and nothing else
 *   <li>{@code audit.private.key}: Ed25519 key that signs checkpoints of the audit log; its name is the log's origin
 *   <li>{@code audit-previous.private.key}: the one before it, while both sign; otherwise it is not there
 *   <li>{@code audit-keys/<key id>.vkey}: the public halves of all of them; whoever verifies the log needs these
 * </ul>
 */
public final class KeyFolder {
    private static final String PRIVATE_KEY = "seal.private.jwk";
    private static final String PUBLIC_KEY = "seal.public.jwk";
    private static final String RECIPIENTS = "recipients";
    private static final String SUBJECT_HASH = "subject-hash.key";
    private static final String FIELD_ENCRYPTION = "field-encryption.json";
    private static final String BLIND_INDEX = "blind-index.key";
    private static final String PSEUDONYM = "pseudonym.key";
    private static final String TOKEN = "token.key";
    private static final String CERTIFICATE_KEY = "certificate.private.jwk";
    private static final String CERTIFICATE_KEYS = "certificate-keys";

    private static final String AUDIT_KEY = "audit.private.key";
    private static final String PREVIOUS_AUDIT_KEY = "audit-previous.private.key";
    private static final String AUDIT_KEYS = "audit-keys";

    private final Path folder;

    private KeyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * A folder that exists already.
     *
     * @throws CryptoException when it does not
     */
    public static KeyFolder at(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CryptoException("there is no key folder " + folder);
        }
        return new KeyFolder(folder);
    }

    /**
     * Makes what is missing, for each name a folder below {@code parent}; what exists is kept. Every folder gets the
     * public key of every other as a receiver, and all share one subject-hash key.
     */
    public static void generate(Path parent, List<String> names) {
        try {
            byte[] shared = null;
            for (String name : names) {
                Path file = parent.resolve(name).resolve(SUBJECT_HASH);
                if (Files.exists(file)) {
                    shared = readKey(file);
                }
            }
            if (shared == null) {
                shared = randomKey();
            }
            for (String name : names) {
                generateOne(parent.resolve(name), name, shared);
            }
            for (String name : names) {
                String publicKey = Files.readString(parent.resolve(name).resolve(PUBLIC_KEY));
                for (String other : names) {
                    if (!other.equals(name)) {
                        Path recipients = parent.resolve(other).resolve(RECIPIENTS);
                        Files.createDirectories(recipients);
                        Files.writeString(recipients.resolve(name + ".jwk"), publicKey);
                    }
                }
            }
        } catch (IOException e) {
            throw new CryptoException("key folders below " + parent + " cannot be written", e);
        }
    }

    /** Makes key folders from the command line: {@code <parent folder> <name>…}. */
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("usage: KeyFolder <parent folder> <name>...");
            System.exit(2);
        }
        generate(Path.of(args[0]), List.of(args).subList(1, args.length));
    }

    private static void generateOne(Path folder, String name, byte[] subjectHashKey) throws IOException {
        Files.createDirectories(folder);
        Path privateKey = folder.resolve(PRIVATE_KEY);
        if (!Files.exists(privateKey)) {
            EllipticCurveJsonWebKey key = newKey(name);
            writeSecret(privateKey, key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            Files.writeString(folder.resolve(PUBLIC_KEY), key.toJson(OutputControlLevel.PUBLIC_ONLY));
        }
        writeIfMissing(folder.resolve(SUBJECT_HASH), encode(subjectHashKey));
        writeIfMissing(folder.resolve(BLIND_INDEX), encode(randomKey()));
        writeIfMissing(folder.resolve(PSEUDONYM), encode(randomKey()));
        writeIfMissing(folder.resolve(TOKEN), encode(randomKey()));
        writeIfMissing(folder.resolve(FIELD_ENCRYPTION), FieldCipher.newKeyset());
        generateCertificateKey(folder);
        generateAuditKey(folder, name);
    }

    /** A key that replaces another has its name: the log stays the same. */
    private static void generateAuditKey(Path folder, String name) throws IOException {
        KeyFolder keys = new KeyFolder(folder);
        if (!Files.exists(folder.resolve(AUDIT_KEY))) {
            boolean replaces = Files.exists(folder.resolve(PREVIOUS_AUDIT_KEY));
            String origin = replaces ? keys.auditSigner(PREVIOUS_AUDIT_KEY).name() : keys.auditOrigin(name);
            writeSecret(folder.resolve(AUDIT_KEY), CheckpointSigner.newKey(origin));
        }
        Path auditKeys = Files.createDirectories(folder.resolve(AUDIT_KEYS));
        for (CheckpointSigner signer : keys.auditSigners()) {
            Files.writeString(auditKeys.resolve(signer.keyId() + ".vkey"), signer.verifierKey() + "\n");
        }
    }

    /** The public halves stay when the private key is taken away for a new one: what it signed can still be checked. */
    private static void generateCertificateKey(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(CERTIFICATE_KEY))) {
            writeSecret(folder.resolve(CERTIFICATE_KEY), CertificateSigner.newKey());
        }
        CertificateSigner signer = CertificateSigner.of(Files.readString(folder.resolve(CERTIFICATE_KEY)));
        Path publicKeys = folder.resolve(CERTIFICATE_KEYS);
        Files.createDirectories(publicKeys);
        Files.writeString(publicKeys.resolve(signer.keyId() + ".jwk"), signer.publicJwk());
    }

    private static EllipticCurveJsonWebKey newKey(String name) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(name);
            key.setUse("enc");
            return key;
        } catch (JoseException e) {
            throw new CryptoException("no key could be made", e);
        }
    }

    private static void writeIfMissing(Path file, String content) throws IOException {
        if (!Files.exists(file)) {
            writeSecret(file, content);
        }
    }

    private static void writeSecret(Path file, String content) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, content);
    }

    private static byte[] randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static String encode(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] readKey(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).strip());
    }

    /** Seals to each receiver in {@code recipients/}. */
    public Sealer sealer() {
        Map<String, PublicJsonWebKey> keys = new HashMap<>();
        Path recipients = folder.resolve(RECIPIENTS);
        if (Files.isDirectory(recipients)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(recipients, "*.jwk")) {
                for (Path file : files) {
                    String fileName = file.getFileName().toString();
                    keys.put(fileName.substring(0, fileName.length() - ".jwk".length()), jwk(file));
                }
            } catch (IOException e) {
                throw new CryptoException("cannot read " + recipients, e);
            }
        }
        return new Sealer(keys);
    }

    /** Opens what was sealed to {@code recipient}, which is the name of this service or system. */
    public SealOpener opener(String recipient) {
        return new SealOpener(recipient, jwk(folder.resolve(PRIVATE_KEY)).getPrivateKey());
    }

    /** The public key to hand out, as JWK JSON. */
    public String publicJwk() {
        return jwk(folder.resolve(PRIVATE_KEY)).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    public SubjectHash subjectHash() {
        return new SubjectHash(key(SUBJECT_HASH));
    }

    public FieldCipher fieldCipher() {
        return FieldCipher.of(read(folder.resolve(FIELD_ENCRYPTION)));
    }

    public BlindIndex blindIndex() {
        return new BlindIndex(key(BLIND_INDEX));
    }

    public Pseudonyms pseudonyms() {
        return new Pseudonyms(key(PSEUDONYM));
    }

    public TokenSigner tokenSigner() {
        return new TokenSigner(key(TOKEN));
    }

    /** Signs certificates. */
    public CertificateSigner certificateSigner() {
        try {
            return CertificateSigner.of(read(folder.resolve(CERTIFICATE_KEY)));
        } catch (IllegalArgumentException e) {
            throw new CryptoException(folder.resolve(CERTIFICATE_KEY) + " is not an Ed25519 key in JWK form");
        }
    }

    /** The public keys of all certificates from here, as a JWK Set (RFC 7517), by key id. */
    public String certificateKeys() {
        Map<String, String> keys = new TreeMap<>();
        CertificateSigner signer = certificateSigner();
        keys.put(signer.keyId(), signer.publicJwk());
        Path earlier = folder.resolve(CERTIFICATE_KEYS);
        if (Files.isDirectory(earlier)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(earlier, "*.jwk")) {
                for (Path file : files) {
                    PublicJsonWebKey key = jwk(file);
                    keys.put(key.getKeyId(), key.toJson(OutputControlLevel.PUBLIC_ONLY));
                }
            } catch (IOException e) {
                throw new CryptoException("cannot read " + earlier, e);
            }
        }
        return "{\"keys\":[" + String.join(",", keys.values()) + "]}";
    }

    /**
     * Who signs checkpoints of the audit log: its key and, while keys are being replaced, the one before.
     *
     * @throws CryptoException when a key is missing or wrong, or the two are of different logs
     */
    public List<CheckpointSigner> auditSigners() {
        List<CheckpointSigner> signers = new ArrayList<>();
        signers.add(auditSigner(AUDIT_KEY));
        if (Files.exists(folder.resolve(PREVIOUS_AUDIT_KEY))) {
            signers.add(auditSigner(PREVIOUS_AUDIT_KEY));
        }
        if (signers.stream().map(CheckpointSigner::name).distinct().count() > 1) {
            throw new CryptoException(folder.resolve(PREVIOUS_AUDIT_KEY) + " has another name than the key after it");
        }
        return List.copyOf(signers);
    }

    private CheckpointSigner auditSigner(String file) {
        try {
            return CheckpointSigner.of(read(folder.resolve(file)));
        } catch (IllegalArgumentException e) {
            throw new CryptoException(folder.resolve(file) + " is not a key that signs checkpoints");
        }
    }

    /** The public keys of all checkpoints from here: the key's own first, then the earlier ones by id. */
    public List<CheckpointVerifier> auditKeys() {
        Map<String, CheckpointVerifier> keys = new LinkedHashMap<>();
        auditSigners().forEach(signer -> keys.put(signer.keyId(), CheckpointVerifier.of(signer.verifierKey())));
        earlierAuditKeys().forEach(keys::putIfAbsent);
        return List.copyOf(keys.values());
    }

    private Map<String, CheckpointVerifier> earlierAuditKeys() {
        Map<String, CheckpointVerifier> sorted = new TreeMap<>();
        Path earlier = folder.resolve(AUDIT_KEYS);
        if (Files.isDirectory(earlier)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(earlier, "*.vkey")) {
                for (Path file : files) {
                    CheckpointVerifier key = auditKey(file);
                    sorted.put(key.keyId(), key);
                }
            } catch (IOException e) {
                throw new CryptoException("cannot read " + earlier, e);
            }
        }
        return sorted;
    }

    /** The name that all keys of the log so far have; that of a new log when there was none. */
    private String auditOrigin(String name) {
        List<String> names = earlierAuditKeys().values().stream()
                .map(CheckpointVerifier::name)
                .distinct()
                .toList();
        if (names.size() > 1) {
            throw new CryptoException(folder.resolve(AUDIT_KEYS) + " has keys of several logs");
        }
        return names.isEmpty() ? "privacyloket/" + name : names.get(0);
    }

    private static CheckpointVerifier auditKey(Path file) {
        try {
            return CheckpointVerifier.of(read(file));
        } catch (IllegalArgumentException e) {
            throw new CryptoException(file + " is not a public key of checkpoints");
        }
    }

    private byte[] key(String file) {
        try {
            return Base64.getDecoder().decode(read(folder.resolve(file)).strip());
        } catch (IllegalArgumentException e) {
            throw new CryptoException(folder.resolve(file) + " is not base64");
        }
    }

    private static PublicJsonWebKey jwk(Path file) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(read(file));
        } catch (JoseException | RuntimeException e) {
            throw new CryptoException(file + " is not a key in JWK form");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CryptoException("cannot read " + file, e);
        }
    }
}
