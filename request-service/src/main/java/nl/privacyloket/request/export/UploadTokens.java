package nl.privacyloket.request.export;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens with which data systems bring their part: each for one command, made by retention-service from a shared key. */
final class UploadTokens {

    private static final String HMAC = "HmacSHA256";

    private UploadTokens() {}

    /**
     * Whether a token is the one for a command: HMAC-SHA256 of the command id under the key, in URL-safe base64.
     *
     * @param secret the key in URL-safe base64
     */
    static boolean isFor(UUID command, String secret, String token) {
        byte[] expected = Base64.getUrlEncoder()
                .withoutPadding()
                .encode(hmac(Base64.getUrlDecoder().decode(secret), command.toString()));
        return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(HMAC + " is not available", e);
        }
    }
}
