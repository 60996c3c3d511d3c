package nl.privacyloket.stack.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a running {@link IdentityProvider}, in this process or another, for tokens. */
public final class TokenRequests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuerUrl;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public TokenRequests(String issuerUrl) {
        this.issuerUrl = issuerUrl;
    }

    /**
     * A signed token with these claims.
     *
     * @throws IOException when nobody answers at the issuer's address, or not with a token
     */
    public String token(StaffClaims claims) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encoded(claims.subject())
                + "&client_secret=none&scope=" + encoded(claims.asScope());
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuerUrl + "/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The OIDC provider answered " + response.statusCode());
        }
        return JSON.readTree(response.body()).path("access_token").asText();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
