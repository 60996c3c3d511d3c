package nl.privacyloket.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Names an actor in the audit stream: the same actor of one organisation always has the same pseudonym, and who it is
 * cannot be told without the key.
 */
public final class Pseudonyms {
    private final KeyedHash hash;

    /** @param key at least 32 bytes; without it nobody can tell who a pseudonym stands for */
    public Pseudonyms(byte[] key) {
        this.hash = new KeyedHash(key);
    }

    /** A random key of 32 bytes, for one actor of one organisation. */
    public static byte[] newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** @return 22 characters, URL-safe base64 of 128 bits */
    public String of(String organisation, String actor) {
        byte[] full = hash.of(organisation, actor);
        byte[] half = Arrays.copyOf(full, 16);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
    }
}
