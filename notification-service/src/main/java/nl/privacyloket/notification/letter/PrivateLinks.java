package nl.privacyloket.notification.letter;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Addresses that open something of one person. The token stands in the fragment, which no browser sends: not in the
 * request, not in a referrer, so it stays out of every log on the way. What comes before {@code #} is the address of
 * the public API; the page behind it sends the token as the header {@code Status-Token}.
 */
public final class PrivateLinks {
    private final String base;

    /** @param publicUrl where persons reach request-service, with or without a slash at the end */
    public PrivateLinks(URI publicUrl) {
        String text = publicUrl.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The request itself: its status, and where the code is filled in. */
    public String request(UUID requestId, String token) {
        return base + "/requests/" + requestId + fragment(token);
    }

    /** The file with the person's data. */
    public String export(UUID requestId, String token) {
        return base + "/requests/" + requestId + "/export" + fragment(token);
    }

    private static String fragment(String token) {
        return "#token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
