package nl.privacyloket.notification.letter;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Addresses that open a page for one person's request, or for one disclosure or transfer. What is private stands in the
 * fragment, which no browser sends: not in the request, not in a referrer, so it stays out of every log on the way. The
 * page sends the token as the header {@code Status-Token}.
 */
public final class PrivateLinks {
    private final String base;
    private final String page;

    /** @param publicUrl where persons reach request-service, with or without a slash at the end */
    public PrivateLinks(URI publicUrl) {
        String text = publicUrl.toString();
        this.base = text.endsWith("/") ? text : text + "/";
        this.page = base + "status/";
    }

    /** The request: how it stands, and the download when there is one. */
    public String request(UUID requestId, String token) {
        return page + "#id=" + requestId + "&token=" + encoded(token);
    }

    /** The request with the code filled in, so that one button confirms it. */
    public String confirmation(UUID requestId, String token, String code) {
        return request(requestId, token) + "&code=" + encoded(code);
    }

    /** The file that another controller fetches once. */
    public String transfer(UUID requestId, String token) {
        return base + "transfer/#" + requestId + "/" + encoded(token);
    }

    /** The disclosure to which the person says yes or no. */
    public String disclosure(UUID disclosureId, String token) {
        return base + "disclosure/#" + disclosureId + "/" + encoded(token);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
