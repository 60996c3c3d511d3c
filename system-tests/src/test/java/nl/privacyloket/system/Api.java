package nl.privacyloket.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/** Calls the services as any client would: over HTTP, knowing nothing of their inside. */
final class Api {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Stack stack;
    private final List<String> headers;

    private Api(Stack stack, List<String> headers) {
        this.stack = stack;
        this.headers = headers;
    }

    static Api anonymous(Stack stack) {
        return new Api(stack, List.of());
    }

    /** With a token of one role at one organisation. */
    Api as(String role, String organisation) {
        return with("Authorization", "Bearer " + stack.token(role, organisation));
    }

    /** With the private token of a request. */
    Api holding(String statusToken) {
        return with("Status-Token", statusToken);
    }

    Api with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Api(stack, more);
    }

    Answer get(StackService service, String path) {
        return send(service, path, "GET", null, null);
    }

    Answer post(StackService service, String path, String json) {
        return send(service, path, "POST", "application/json", json);
    }

    Answer send(StackService service, String path, String method, String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(stack.addresses().baseUrl(service) + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            return Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
