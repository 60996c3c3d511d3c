package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Signs checkpoints with an Ed25519 key that has a name. The name is the origin of the log that it signs for. */
public final class CheckpointSigner {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final String name;
    private final byte[] publicKey;
    private final Ed25519PrivateKeyParameters privateKey;

    private CheckpointSigner(String name, byte[] seed) {
        this.name = name;
        this.publicKey = Ed25519.publicKeyOf(seed);
        this.privateKey = Ed25519.privateKey(seed);
    }

    /**
     * Makes a new key.
     *
     * @param name of the log, such as {@code privacyloket/request-service}
     * @return {@code PRIVATE+KEY+<name>+<key id>+<base64(0x01 || seed)>}, a secret
     * @throws IllegalArgumentException when the name is empty or has a space or a plus
     */
    public static String newKey(String name) {
        byte[] seed = Ed25519.newSeed();
        String id = new CheckpointSigner(KeyName.checked(name), seed).keyId();
        return PREFIX + name + "+" + id + "+" + StrictBase64.encode(typed(seed));
    }

    /**
     * Reads what {@link #newKey(String)} made; white space around it is passed over.
     *
     * @throws IllegalArgumentException when it is not such a key; its text is not repeated
     */
    public static CheckpointSigner of(String privateKey) {
        String text = privateKey.strip();
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a private key of a signed note");
        }
        String[] parts = text.substring(PREFIX.length()).split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a private key of a signed note");
        }
        byte[] key;
        try {
            key = StrictBase64.decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the private key is not base64");
        }
        if (key.length != 1 + Ed25519.KEY_LENGTH || key[0] != KeyName.NOTE) {
            throw new IllegalArgumentException("not a private key of Ed25519");
        }
        CheckpointSigner signer =
                new CheckpointSigner(KeyName.checked(parts[0]), Arrays.copyOfRange(key, 1, key.length));
        if (!signer.keyId().equals(parts[1])) {
            throw new IllegalArgumentException("the id of the key belongs to another key");
        }
        return signer;
    }

    /** Name of the key and origin of its log. */
    public String name() {
        return name;
    }

    /** Eight hexadecimal digits: which of the log's keys this is. */
    public String keyId() {
        return KeyName.hex(KeyName.id(name, KeyName.NOTE, publicKey));
    }

    /** The public key as {@link CheckpointVerifier#of(String)} reads it: {@code <name>+<key id>+<base64(0x01 || key)>}. */
    public String verifierKey() {
        return name + "+" + keyId() + "+" + StrictBase64.encode(typed(publicKey));
    }

    /**
     * Signs a checkpoint. Each signer adds two lines with the same key: one over the text, one over the text and the time.
     *
     * @param time when; a fraction of a second is dropped
     * @param signers at least one, all named as the checkpoint's origin; several while a key is being replaced
     * @return the note
     * @throws IllegalArgumentException when a signer is of another log
     */
    public static String sign(Checkpoint checkpoint, Instant time, List<CheckpointSigner> signers) {
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("a checkpoint is signed by someone");
        }
        String text = checkpoint.text();
        StringBuilder note = new StringBuilder(text).append('\n');
        for (CheckpointSigner signer : signers) {
            if (!signer.name.equals(checkpoint.origin())) {
                throw new IllegalArgumentException(
                        "the key of " + signer.name + " does not sign for " + checkpoint.origin());
            }
            signer.appendSignatures(note, text, time.getEpochSecond());
        }
        return note.toString();
    }

    private void appendSignatures(StringBuilder note, String text, long time) {
        appendLine(note, KeyName.NOTE, Ed25519.sign(privateKey, text.getBytes(UTF_8)));
        byte[] signature = Ed25519.sign(privateKey, Cosignature.message(time, text));
        byte[] timed = ByteBuffer.allocate(Cosignature.TIME_LENGTH + signature.length)
                .putLong(time)
                .put(signature)
                .array();
        appendLine(note, KeyName.COSIGNATURE, timed);
    }

    private void appendLine(StringBuilder note, byte type, byte[] signature) {
        byte[] all = ByteBuffer.allocate(KeyName.ID_LENGTH + signature.length)
                .put(KeyName.id(name, type, publicKey))
                .put(signature)
                .array();
        note.append("\u2014 ")
                .append(name)
                .append(' ')
                .append(StrictBase64.encode(all))
                .append('\n');
    }

    private static byte[] typed(byte[] key) {
        return ByteBuffer.allocate(1 + key.length).put(KeyName.NOTE).put(key).array();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CheckpointSigner[" + name + "+" + keyId() + "]";
    }
}
