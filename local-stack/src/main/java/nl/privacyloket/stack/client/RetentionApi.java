package nl.privacyloket.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;

/** Retention-service as staff and operators call it; each call with the token of whoever makes it. */
public final class RetentionApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param base the service's address, without a slash at the end */
    public RetentionApi(URI base) {
        this.base = base;
    }

    /** Has the organisation's data swept now, rather than at the next look. */
    public void sweep(String organisation, String token) throws IOException, InterruptedException {
        send("POST", "/organisations/" + organisation + "/sweeps", "{}", token, 202);
    }

    /** What was swept, and how far it is. */
    public JsonNode sweeps(String organisation, String token) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "/organisations/" + organisation + "/sweeps", null, token, 200));
    }

    /** What would go on a day. */
    public JsonNode schedule(String organisation, LocalDate on, String token) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "/organisations/" + organisation + "/schedule?on=" + on, null, token, 200));
    }

    /**
     * Holds everything of one person.
     *
     * @param reason such as {@code legal-claim}
     * @return the hold, in force
     */
    public JsonNode hold(String organisation, String reason, String identifierType, String identifier, String token)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("reason", reason);
        body.putObject("scope")
                .putObject("identifier")
                .put("type", identifierType)
                .put("value", identifier);
        return JSON.readTree(send("POST", "/organisations/" + organisation + "/holds", body.toString(), token, 201));
    }

    /** Lifts a hold. */
    public void lift(String organisation, String hold, String token) throws IOException, InterruptedException {
        send("DELETE", "/organisations/" + organisation + "/holds/" + hold, null, token, 204);
    }

    /** The certificate of an erasure, as compact JWS. */
    public String certificate(UUID request, String token) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "/requests/" + request + "/certificate", null, token, 200))
                .path("jws")
                .asText();
    }

    /** The public keys that certificates are checked with, as JSON Web Key Set. */
    public String certificateKeys() throws IOException, InterruptedException {
        return send("GET", "/certificate-keys", null, null, 200);
    }

    private String send(String method, String path, String body, String token, int expected)
            throws IOException, InterruptedException {
        var call = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (token != null) {
            call.header("Authorization", "Bearer " + token);
        }
        var response = client.send(call.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != expected) {
            throw new UnexpectedAnswerException(method + " " + path, response.statusCode(), response.body());
        }
        return response.body();
    }
}
