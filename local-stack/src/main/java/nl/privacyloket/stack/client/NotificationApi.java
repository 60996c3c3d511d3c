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
import java.time.Instant;

/** Notification-service as the system that keeps a mailing list, privacy officers and the readers of mail call it. */
public final class NotificationApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param base the service's address, without a slash at the end */
    public NotificationApi(URI base) {
        this.base = base;
    }

    /**
     * Puts somebody on the list for a purpose.
     *
     * @param subscriber the list's own name for that person
     * @param consentAt when the person agreed
     */
    public void subscribe(
            String organisation,
            String subscriber,
            String email,
            String locale,
            String purpose,
            Instant consentAt,
            String token)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("email", email).put("locale", locale);
        body.putArray("purposes").add(purpose);
        body.putObject("consent").put("source", "account").put("at", consentAt.toString());
        HttpRequest.Builder call = json("/organisations/" + organisation + "/subscribers/" + subscriber)
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
        answer(call, token, 201, 200);
    }

    /**
     * Announces something in Dutch and English to all who are on the list for a purpose.
     *
     * @return how far it is; its {@code id} is asked for with {@link #announcement}
     */
    public JsonNode announce(String organisation, String purpose, String subject, String text, String token)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("kind", "news").put("purpose", purpose);
        var texts = body.putObject("texts");
        texts.putObject("nl").put("subject", subject).put("text", text);
        texts.putObject("en").put("subject", subject).put("text", text);
        HttpRequest.Builder call = json("/organisations/" + organisation + "/announcements")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return JSON.readTree(answer(call, token, 202));
    }

    /** How far an announcement is. */
    public JsonNode announcement(String organisation, String id, String token)
            throws IOException, InterruptedException {
        return JSON.readTree(answer(
                json("/organisations/" + organisation + "/announcements/" + id).GET(), token, 200));
    }

    /** Leaves a list as a mail program does for its owner (RFC 8058): one call, without a page in between. */
    public void unsubscribe(URI oneClick) throws IOException, InterruptedException {
        HttpRequest.Builder call = HttpRequest.newBuilder(oneClick)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"));
        answer(call, null, 200);
    }

    private HttpRequest.Builder json(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
    }

    private String answer(HttpRequest.Builder call, String token, int... expected)
            throws IOException, InterruptedException {
        if (token != null) {
            call.header("Authorization", "Bearer " + token);
        }
        HttpRequest request = call.build();
        HttpResponse<String> response =
                client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        for (int status : expected) {
            if (response.statusCode() == status) {
                return response.body();
            }
        }
        // The path of a link by which one leaves is a token: it is not told.
        String path = token == null ? "the link in a mail" : request.uri().getPath();
        throw new UnexpectedAnswerException(request.method() + " " + path, response.statusCode(), response.body());
    }
}
