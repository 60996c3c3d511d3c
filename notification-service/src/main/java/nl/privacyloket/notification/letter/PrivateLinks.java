package nl.privacyloket.notification.letter;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Addresses that open the status page for one person's request. What is private stands in the fragment, which no browser
 * sends: not in the request, not in a referrer, so it stays out of every log on the way. The page sends the token as the
 * header {@code Status-Token}.
 */
public final class PrivateLinks {
    private final String page;

    /** @param publicUrl where persons reach request-service, with or without a slash at the end */
    public PrivateLinks(URI publicUrl) {
        String text = publicUrl.toString();
        this.page = (text.endsWith("/") ? text : text + "/") + "status/";
    }

    /** The request: how it stands, and the download when there is one. */
    public String request(UUID requestId, String token) {
        return page + "#id=" + requestId + "&token=" + encoded(token);
    }

    /** The request with the code filled in, so that one button confirms it. */
    public String confirmation(UUID requestId, String token, String code) {
        return request(requestId, token) + "&code=" + encoded(code);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
