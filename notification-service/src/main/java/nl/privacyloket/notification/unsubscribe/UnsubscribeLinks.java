package nl.privacyloket.notification.unsubscribe;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.TokenSigner;

/**
 * Addresses that end one purpose for one subscriber. The token names both and is signed, so that nobody can make one; it
 * holds nothing of the person and never expires, because a mail does not either. Docs: ADR 0016.
 */
public final class UnsubscribeLinks {
    private static final String SIGNED_AS = "unsubscribe";
    private static final int UUID_BYTES = 16;
    private static final int LONGEST = 300;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String page;
    private final TokenSigner signer;

    /** @param base where persons reach this service, with or without a slash at the end */
    public UnsubscribeLinks(URI base, TokenSigner signer) {
        String text = base.toString();
        this.page = (text.endsWith("/") ? text : text + "/") + "unsubscribe/";
        this.signer = signer;
    }

    /** What a token ends: a purpose for a row of the table of subscribers. */
    public record Target(UUID subscriber, String purpose) {}

    /** The address that stands in a mail for this purpose to this subscriber; the same each time. */
    public URI link(UUID subscriber, String purpose) {
        return URI.create(page + token(subscriber, purpose));
    }

    String token(UUID subscriber, String purpose) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] target = ByteBuffer.allocate(UUID_BYTES + name.length)
                .putLong(subscriber.getMostSignificantBits())
                .putLong(subscriber.getLeastSignificantBits())
                .put(name)
                .array();
        byte[] signature = signer.sign(SIGNED_AS, subscriber.toString(), purpose);
        return ENCODER.encodeToString(target) + "." + ENCODER.encodeToString(signature);
    }

    /** What the token ends; empty when it was not made here, or was altered in any way. */
    public Optional<Target> open(String token) {
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] target;
        byte[] signature;
        try {
            target = DECODER.decode(token.substring(0, dot));
            signature = DECODER.decode(token.substring(dot + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (target.length <= UUID_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(target);
        UUID subscriber = new UUID(bytes.getLong(), bytes.getLong());
        String purpose = StandardCharsets.UTF_8.decode(bytes).toString();
        boolean made = signer.verifies(signature, SIGNED_AS, subscriber.toString(), purpose);
        // One token has one spelling: base64 leaves bits at the end that mean nothing.
        return made && token.equals(token(subscriber, purpose))
                ? Optional.of(new Target(subscriber, purpose))
                : Optional.empty();
    }
}
