package nl.privacyloket.bench.webshop;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;

/** The webshop registering what it holds, in one call. */
public final class Registering {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String token;

    public Registering(Stack stack) {
        String organisation = Webshop.SYSTEM.organisation();
        this.address = stack.addresses()
                .baseUrl(StackService.RETENTION)
                .resolve("/organisations/" + organisation + "/holdings");
        this.token = stack.token("system", organisation);
    }

    /**
     * Registers.
     *
     * @param lines NDJSON
     * @param count how many lines they are
     * @throws IllegalStateException when not all of them are taken in
     */
    public void register(Supplier<InputStream> lines, int count) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .timeout(LONGEST)
                .POST(BodyPublishers.ofInputStream(lines))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"accepted\":" + count)) {
            throw new IllegalStateException("registering was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** The line of an invoice. */
    public static String invoice(String customer, String recordRef, String startedOn) {
        return "{\"system\":\"" + Webshop.SYSTEM.id() + "\",\"category\":\"" + Webshop.CATEGORY
                + "\",\"identifier\":{\"type\":\"customer-number\",\"value\":\"" + customer + "\"},\"recordRef\":\""
                + recordRef + "\",\"trigger\":\"collected\",\"startedOn\":\"" + startedOn + "\"}\n";
    }
}
