package nl.privacyloket.contract.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Makes two calls by turns, one about what there is and one about what there is not, and tells in what the answers differ: status,
 * headers, body, or the time that they take.
 */
public final class SameAnswers {
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    public SameAnswers(int port) {
        this.port = port;
    }

    /**
     * A call.
     *
     * @param body null for none
     */
    public record Call(String method, String path, Map<String, String> headers, String body) {}

    /**
     * @param known the n-th call about what there is
     * @param unknown the n-th call about what there is not
     * @param pairs how many are compared; a third as many go before, so that both are warm
     * @return what came of it, for the log of the build
     * @throws AssertionError when somebody could tell one from the other
     */
    public String check(int status, int pairs, IntFunction<Call> known, IntFunction<Call> unknown) throws Exception {
        ComparedTimes times = new ComparedTimes();
        for (int i = 0; i < pairs + pairs / 3; i++) {
            Call there = known.apply(i);
            Call nowhere = unknown.apply(i);
            boolean thereFirst = i % 2 == 0;
            Timed first = send(thereFirst ? there : nowhere);
            Timed second = send(thereFirst ? nowhere : there);
            if (first.answer().statusCode() != status) {
                throw new AssertionError("status " + first.answer().statusCode() + " and not " + status + ": "
                        + first.answer().body());
            }
            if (!first.comparable().equals(second.comparable())) {
                throw new AssertionError("answered otherwise:\n" + first.comparable() + "\n" + second.comparable());
            }
            if (i >= pairs / 3) {
                times.add((thereFirst ? first : second).took(), (thereFirst ? second : first).took());
            }
        }
        if (times.differ()) {
            throw new AssertionError("how long it takes tells them apart: " + times);
        }
        return times.toString();
    }

    private record Timed(HttpResponse<String> answer, long took) {
        /** All but what differs from call to call anyway: the date, ids that are given out, and what is drawn by chance. */
        String comparable() {
            Map<String, List<String>> headers = new TreeMap<>();
            answer.headers().map().forEach((name, values) -> {
                if (!List.of("date", "traceparent").contains(name.toLowerCase(Locale.ROOT))) {
                    headers.put(name, values);
                }
            });
            return (answer.statusCode() + " " + headers + "\n" + answer.body())
                    .replaceAll(ID, "an-id")
                    .replaceAll("\"statusToken\":\"[A-Za-z0-9_-]{43}\"", "\"statusToken\":\"drawn\"")
                    .replaceAll("-[0-9]{6}\"", "-number\"")
                    .replaceAll("T[0-9:.]+Z", "T-time");
        }
    }

    private Timed send(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + call.path()))
                .method(
                        call.method(),
                        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        HttpRequest made = request.build();
        long start = System.nanoTime();
        HttpResponse<String> answer = client.send(made, BodyHandlers.ofString());
        return new Timed(answer, System.nanoTime() - start);
    }
}
