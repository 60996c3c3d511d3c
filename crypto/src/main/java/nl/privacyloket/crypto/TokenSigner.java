package nl.privacyloket.crypto;

import java.security.MessageDigest;

/** Signs what a service hands out and must know again when it comes back: HMAC-SHA256 under a key of that service alone. */
public final class TokenSigner {
    private final KeyedHash hash;

    TokenSigner(byte[] key) {
        this.hash = new KeyedHash(key);
    }

    /**
     * @param use what the token is for, so that one for something else does not pass
     * @param parts what it says
     * @return 32 bytes
     */
    public byte[] sign(String use, String... parts) {
        String[] all = new String[parts.length + 1];
        all[0] = use;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return hash.of(all);
    }

    /** Whether it was signed here; takes as long for a signature that is nearly right as for any other. */
    public boolean verifies(byte[] signature, String use, String... parts) {
        return MessageDigest.isEqual(signature, sign(use, parts));
    }
}
