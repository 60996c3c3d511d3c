package nl.privacyloket.request.intake;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes what only the person is to know. */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CODES = 100_000_000;

    private Secrets() {}

    /** 256 random bits as URL-safe base64. */
    public static String token() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Eight random digits, for typing over. */
    static String code() {
        return "%08d".formatted(RANDOM.nextInt(CODES));
    }
}
