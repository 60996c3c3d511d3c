package nl.privacyloket.retention.execution;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The token with which a data system brings its part of an export, once. */
public final class UploadToken {

    private UploadToken() {}

    /**
     * Derives the token of one command.
     *
     * @param secret the collection's key in base64url
     * @return HMAC-SHA256 of the command id under that key, in base64url without padding
     * @throws IllegalArgumentException when the secret is no base64url
     */
    public static String of(String secret, UUID commandId) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(secret), "HmacSHA256"));
            var token = mac.doFinal(commandId.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }
}
