package nl.privacyloket.retention.register;

import java.util.Arrays;
import java.util.HexFormat;

/** The keyed hash of a person (SubjectHash) as 32 bytes, comparable by content. */
public final class SubjectKey {
    private static final int LENGTH = 32;

    private final byte[] hash;

    private SubjectKey(byte[] hash) {
        this.hash = hash;
    }

    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException when it is none; the message does not quote it
     */
    public static SubjectKey ofHex(String hex) {
        if (hex == null || hex.length() != 2 * LENGTH) {
            throw new IllegalArgumentException("not a subject hash");
        }
        try {
            return new SubjectKey(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a subject hash");
        }
    }

    /** @throws IllegalArgumentException when it has not 32 bytes */
    public static SubjectKey of(byte[] hash) {
        if (hash.length != LENGTH) {
            throw new IllegalArgumentException("not a subject hash");
        }
        return new SubjectKey(hash.clone());
    }

    public byte[] bytes() {
        return hash.clone();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectKey key && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "SubjectKey[redacted]";
    }
}
