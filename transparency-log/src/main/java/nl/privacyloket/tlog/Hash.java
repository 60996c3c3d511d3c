package nl.privacyloket.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A SHA-256 hash in a tree of RFC 6962: of a leaf, of two subtrees, or of the tree without leaves. */
public final class Hash {
    /** Bytes in a hash. */
    public static final int LENGTH = 32;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    /** Looking an algorithm up costs more than hashing an entry with it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::newDigest);

    /** Root of a tree without leaves: the hash of nothing. */
    public static final Hash EMPTY_TREE = new Hash(SHA_256.get().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The leaf of an entry: {@code SHA-256(0x00 || entry)}. */
    public static Hash ofLeaf(byte[] entry) {
        // One call costs less than two, by more than copying does.
        byte[] both = new byte[1 + entry.length];
        both[0] = LEAF;
        System.arraycopy(entry, 0, both, 1, entry.length);
        return new Hash(SHA_256.get().digest(both));
    }

    /** The node above two subtrees: {@code SHA-256(0x01 || left || right)}. */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = SHA_256.get();
        // One call of 65 bytes costs less than three.
        byte[] both = new byte[1 + 2 * LENGTH];
        both[0] = NODE;
        System.arraycopy(left.bytes, 0, both, 1, LENGTH);
        System.arraycopy(right.bytes, 0, both, 1 + LENGTH, LENGTH);
        return new Hash(digest.digest(both));
    }

    /**
     * A hash that was made earlier.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /**
     * Reads what {@link #base64()} writes.
     *
     * @throws IllegalArgumentException when it is not the standard base64 of 32 bytes
     */
    public static Hash parse(String base64) {
        return of(StrictBase64.decode(base64));
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Writes the 32 bytes into a larger array.
     *
     * @throws IndexOutOfBoundsException when they do not fit
     */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, LENGTH);
    }

    /** Standard base64, with padding. */
    public String base64() {
        return StrictBase64.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }

    static byte[] sha256(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
