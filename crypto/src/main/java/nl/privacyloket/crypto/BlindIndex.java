package nl.privacyloket.crypto;

/** Makes an encrypted column searchable for equality: HMAC-SHA256 under a key of one service. */
public final class BlindIndex {
    private final KeyedHash hash;

    BlindIndex(byte[] key) {
        this.hash = new KeyedHash(key);
    }

    /** Hash of parts that together are unique within what is searched, say organisation, column and normalised value. */
    public byte[] of(String... parts) {
        return hash.of(parts);
    }
}
