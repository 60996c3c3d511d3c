package nl.privacyloket.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackService;

/** Calls that are made again until somebody answers them: a lost connection, a 5xx, a 429 and a 401 are no answer. */
final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL_LIMIT = Duration.ofSeconds(8);

    private final World world;
    private final Ledger ledger;
    private final AtomicLong unanswered = new AtomicLong();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Desk(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    /** An answer, whatever it says. */
    record Answer(int status, byte[] bytes) {
        JsonNode json() {
            try {
                return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
            } catch (IOException e) {
                return MissingNode.getInstance();
            }
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** How many calls were made in vain. */
    long unanswered() {
        return unanswered.get();
    }

    World world() {
        return world;
    }

    /** Headers of a member of staff. */
    Map<String, String> staff(String role, String organisation) {
        return Map.of("Authorization", "Bearer " + world.token(role, organisation));
    }

    /**
     * Calls until there is an answer.
     *
     * @param body JSON, or null
     * @throws GaveUpException when nobody answers in time
     */
    Answer call(
            Patience patience,
            StackService service,
            String method,
            String path,
            String body,
            Map<String, String> headers)
            throws InterruptedException {
        while (!patience.isOver()) {
            Answer answer = once(service, method, path, body, headers);
            if (answer != null) {
                return answer;
            }
            unanswered.incrementAndGet();
            patience.pause();
        }
        throw new GaveUpException("no answer to " + method + " " + withoutIds(path));
    }

    private static String withoutIds(String path) {
        return path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "…");
    }

    /** Tokens are good for hours: who does not take one has a clock that is set back to before it was given. */
    private static boolean isNone(int status) {
        return status >= 500 || status == 429 || status == 401;
    }

    private static boolean saysWhenToComeAgain(HttpResponse<?> response) {
        return response.statusCode() == 503
                && response.headers().firstValue("Retry-After").isPresent();
    }

    /** Calls once; null when nobody answers. */
    private Answer once(StackService service, String method, String path, String body, Map<String, String> headers)
            throws InterruptedException {
        List<URI> bases = world.baseUrls(service);
        URI base = bases.get(ThreadLocalRandom.current().nextInt(bases.size()));
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(CALL_LIMIT)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (body != null) {
            call.header("Content-Type", "application/json");
        }
        headers.forEach(call::header);
        try {
            HttpResponse<byte[]> response = client.send(call.build(), HttpResponse.BodyHandlers.ofByteArray());
            Answer answer = new Answer(response.statusCode(), response.body());
            if (answer.status() >= 500 && !saysWhenToComeAgain(response)) {
                ledger.write(
                        Entry.What.BARE_FAILURE,
                        null,
                        null,
                        null,
                        service.id() + " answered " + method + " " + withoutIds(path) + " with " + answer.status() + " "
                                + Request.problem(answer));
            }
            return isNone(answer.status()) ? null : answer;
        } catch (IOException e) {
            return null;
        }
    }
}
