package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;

/** A public key that checkpoints of one log are trusted by. */
public final class CheckpointVerifier {
    private final String name;
    private final byte[] rawKey;
    private final Ed25519PublicKeyParameters publicKey;
    private final byte[] noteId;
    private final byte[] cosignatureId;

    private CheckpointVerifier(String name, byte[] rawKey) {
        this.name = name;
        this.rawKey = rawKey;
        this.publicKey = Ed25519.publicKey(rawKey);
        this.noteId = KeyName.id(name, KeyName.NOTE, rawKey);
        this.cosignatureId = KeyName.id(name, KeyName.COSIGNATURE, rawKey);
    }

    /**
     * Reads a public key: {@code <name>+<key id>+<base64(0x01 || key)>}. White space around it is passed over.
     *
     * @throws IllegalArgumentException telling what is wrong with it
     */
    public static CheckpointVerifier of(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a public key is written <name>+<key id>+<key>");
        }
        byte[] key = StrictBase64.decode(parts[2]);
        if (key.length != 1 + Ed25519.KEY_LENGTH || key[0] != KeyName.NOTE) {
            throw new IllegalArgumentException("not a public key of Ed25519");
        }
        CheckpointVerifier verifier =
                new CheckpointVerifier(KeyName.checked(parts[0]), Arrays.copyOfRange(key, 1, key.length));
        if (!verifier.keyId().equals(parts[1])) {
            throw new IllegalArgumentException("the id of the key belongs to another key");
        }
        return verifier;
    }

    /** Name of the key and origin of its log. */
    public String name() {
        return name;
    }

    /** Eight hexadecimal digits: which of the log's keys this is. */
    public String keyId() {
        return KeyName.hex(noteId);
    }

    /** The key as {@link #of(String)} reads it. */
    public String verifierKey() {
        byte[] typed = ByteBuffer.allocate(1 + rawKey.length)
                .put(KeyName.NOTE)
                .put(rawKey)
                .array();
        return name + "+" + keyId() + "+" + StrictBase64.encode(typed);
    }

    boolean signedNote(String signer, byte[] id) {
        return name.equals(signer) && Arrays.equals(noteId, id);
    }

    boolean signedTime(String signer, byte[] id) {
        return name.equals(signer) && Arrays.equals(cosignatureId, id);
    }

    boolean verifiesNote(String text, byte[] signature) {
        return Ed25519.verify(publicKey, text.getBytes(UTF_8), signature);
    }

    boolean verifiesTime(String text, long epochSecond, byte[] signature) {
        return Ed25519.verify(publicKey, Cosignature.message(epochSecond, text), signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckpointVerifier verifier
                && name.equals(verifier.name)
                && Arrays.equals(rawKey, verifier.rawKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rawKey);
    }

    @Override
    public String toString() {
        return verifierKey();
    }
}
