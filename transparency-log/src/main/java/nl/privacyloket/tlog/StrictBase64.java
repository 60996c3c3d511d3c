package nl.privacyloket.tlog;

import java.util.Base64;

/** Base64 of RFC 4648, section 4, in the one spelling that it has: what is signed must not read the same in two ways. */
final class StrictBase64 {
    private StrictBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException for another alphabet, missing padding or bits that mean nothing */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not the standard spelling of base64");
        }
        return bytes;
    }
}
