package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import nl.privacyloket.contract.check.ProtectiveHeaders;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** What is wrong with an answer, whatever the call was. */
final class Verdict {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INTERNAL = Pattern.compile(
            "nl\\.privacyloket|jakarta?\\.|java\\.|io\\.(quarkus|vertx|smallrye|netty)|org\\.(hibernate|postgresql|jboss)"
                    + "|com\\.fasterxml|[a-z]Exception|SQLSTATE|\\bselect \\b.*\\bfrom\\b|stack ?trace|\\.java:");
    /** What every path and method can be answered with. */
    private static final Set<String> GENERAL = Set.of(
            "not-found",
            "method-not-allowed",
            "not-acceptable",
            "too-large",
            "unsupported-media-type",
            "unauthenticated",
            "invalid-input");

    private static final Set<Integer> LINE_TOO_LONG = Set.of(414, 431);

    private final Operation operation;
    private final RawCall call;
    private final Wire.Answer answer;

    Verdict(Operation operation, RawCall call, Wire.Answer answer) {
        this.operation = operation;
        this.call = call;
        this.answer = answer;
    }

    List<String> faults() {
        int status = answer.status();
        if (status == 0) {
            return List.of("the connection was closed without an answer");
        }
        if (answer.body().isEmpty() && (LINE_TOO_LONG.contains(status) || status == 400 && !isAddress(call.path))) {
            // Refused where HTTP is read, before there is a call.
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        List<String> unprotected =
                ProtectiveHeaders.faults(name -> answer.headers().get(name.toLowerCase(Locale.ROOT)));
        if (!unprotected.isEmpty()) {
            faults.add(String.join("; ", unprotected));
        }
        if (status >= 500 && !isDescribed()) {
            faults.add("status " + status);
        }
        if (status >= 400) {
            refusal(faults);
        } else if (!isElsewhere() && !isDescribed() && status < 400) {
            faults.add("the status " + status + " is not described");
        }
        return faults;
    }

    /** A full house is described; a fault of the service is never all right. */
    private boolean isDescribed() {
        return answer.status() != 500 && operation.statuses().contains(String.valueOf(answer.status()));
    }

    /** Whether another operation may have answered than the one that the call was made from. */
    private boolean isElsewhere() {
        return call.twists().contains("method ")
                || call.twists().contains("path of kind")
                || call.twists().contains("another {");
    }

    private static boolean isAddress(String path) {
        try {
            return !new URI(path).getRawPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What stands after the question mark is read before it is known whose it is. */
    private boolean isUnreadable(String code) {
        return answer.status() == 400
                        && code.equals("invalid-input")
                        && call.twists().contains("query ")
                || answer.status() == 415 && call.twists().contains("another media type");
    }

    private void refusal(List<String> faults) {
        if (call.method.equals("HEAD")) {
            return;
        }
        if (INTERNAL.matcher(answer.body()).find() && !isToldOfFaults()) {
            faults.add("the answer tells of what is inside");
        }
        if (answer.header("content-type").startsWith("text/html")
                && operation.path().startsWith("/unsubscribe")) {
            return;
        }
        if (!answer.header("content-type").startsWith("application/problem+json")) {
            faults.add("status " + answer.status() + " without a problem document");
            return;
        }
        try {
            problem(JSON.readTree(answer.body()), faults);
        } catch (JsonProcessingException e) {
            faults.add("the problem document is no JSON");
        }
    }

    /** Operators learn the kind of fault that keeps an event from being handled: as documented. */
    private boolean isToldOfFaults() {
        return answer.status() == 409 && operation.path().equals("/dead-letters/{id}/replay");
    }

    private void problem(JsonNode problem, List<String> faults) {
        String code = problem.path("type").asText().replaceFirst(".*:", "");
        if (problem.path("status").asInt() != answer.status()) {
            faults.add("the document says " + problem.path("status"));
        }
        Set<String> described = operation.problems().getOrDefault(String.valueOf(answer.status()), Set.of());
        if (!described.contains(code)
                && !(isElsewhere() && GENERAL.contains(code))
                && !isUnreadable(code)
                && answer.status() != 405) {
            faults.add("the problem " + code + " is not described with " + answer.status());
        }
        List<String> words = new ArrayList<>(
                List.of(problem.path("title").asText(), problem.path("detail").asText()));
        problem.path("errors").forEach(error -> words.add(error.path("message").asText()));
        if (words.stream().anyMatch(text -> text.contains(HostileValues.MARK))) {
            faults.add("the answer repeats the input");
        }
    }
}
