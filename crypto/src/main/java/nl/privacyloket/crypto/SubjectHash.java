package nl.privacyloket.crypto;

import java.util.HexFormat;

/**
 * Names a person across services and data systems without telling who it is: HMAC-SHA256 of organisation, identifier
 * type and normalised value under a key that services and systems share. The same person has a different hash at each
 * organisation.
 */
public final class SubjectHash {
    private final KeyedHash hash;

    SubjectHash(byte[] key) {
        this.hash = new KeyedHash(key);
    }

    /**
     * @param type identifier type such as {@code e-mail} or {@code customer-number}
     * @param value as the person gave it; normalised here ({@link Identifiers#normalise})
     * @return 64 lower-case hexadecimal digits
     */
    public String of(String organisation, String type, String value) {
        return HexFormat.of().formatHex(hash.of(organisation, type, Identifiers.normalise(type, value)));
    }
}
