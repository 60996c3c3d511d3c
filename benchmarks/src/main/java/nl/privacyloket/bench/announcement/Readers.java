package nl.privacyloket.bench.announcement;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** People on a mailing list, all made up. */
public final class Readers {
    private static final int AT_ONCE = 2_000;

    private Readers() {}

    /** The address of a reader. */
    static String address(int number) {
        return "reader-" + number + "@example.org";
    }

    /**
     * Puts readers from 1 on on a list, as the system that keeps it does.
     *
     * @param service base of notification-service
     * @param token of a system
     */
    public static void subscribe(URI service, String organisation, String purpose, int readers, String token)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        Instant agreed = Instant.now().minusSeconds(60);
        for (int from = 1; from <= readers; from += AT_ONCE) {
            String lines = IntStream.range(from, Math.min(readers + 1, from + AT_ONCE))
                    .mapToObj(number -> line(number, purpose, agreed))
                    .collect(Collectors.joining());
            HttpRequest call = HttpRequest.newBuilder(
                            URI.create(service + "/organisations/" + organisation + "/subscribers"))
                    .timeout(Duration.ofMinutes(1))
                    .header("Content-Type", "application/x-ndjson")
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(lines))
                    .build();
            HttpResponse<String> answer = client.send(call, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("readers were not taken: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    private static String line(int number, String purpose, Instant agreed) {
        return """
                {"subscriber":"reader-%d","email":"%s","locale":"nl","purposes":["%s"],\
                "consent":{"source":"account","at":"%s","purposes":["%s"]}}
                """.formatted(number, address(number), purpose, agreed, purpose);
    }
}
