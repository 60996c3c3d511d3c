package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import nl.privacyloket.stack.client.TopicRecord;

/** Puts events into words, with the reference of the request that they are about. */
final class EventWording {

    private static final String PREFIX = "nl.privacyloket.";

    private final Map<String, String> references = new ConcurrentHashMap<>();

    /** A sentence about an event; empty for one that a reader would not miss. */
    Optional<String> of(TopicRecord record) {
        String type = record.type().startsWith(PREFIX) ? record.type().substring(PREFIX.length()) : "";
        JsonNode data = record.data();
        String request = data.path("requestId").asText();
        if (data.hasNonNull("reference")) {
            references.put(request, data.path("reference").asText());
        }
        String about = references.getOrDefault(request, "");
        return sentence(type, data).map(text -> about.isEmpty() ? text : about + " " + text);
    }

    private static Optional<String> sentence(String type, JsonNode data) {
        String text =
                switch (type) {
                    case "request.received.v1" ->
                        "received: " + data.path("right").asText() + ", answer by "
                                + data.path("dueOn").asText();
                    case "request.confirmed.v1" -> "confirmed by the person";
                    case "request.identity-verified.v1" ->
                        "identity established by " + data.path("method").asText();
                    case "request.decided.v1" ->
                        "decided: " + data.path("outcome").asText() + ground(data);
                    case "request.identity-copy-refused.v1" -> "copy of an identity document refused";
                    case "request.extended.v1" ->
                        "extended: answer by " + data.path("dueOn").asText();
                    case "request.export-expiring.v1" -> "the person is reminded that the package goes soon";
                    case "request.transfer-offered.v1" -> "the person lets another controller fetch the package";
                    case "request.transferred.v1" -> "fetched by the other controller";
                    case "request.closed.v1" ->
                        "closed: " + data.path("outcome").asText();
                    case "retention.erasure-planned.v1" -> "erasure planned: " + verdicts(data);
                    case "retention.erasure-started.v1" -> "erasure started";
                    case "retention.erasure-completed.v1" -> "erasure completed and read back";
                    case "retention.erasure-failed.v1" ->
                        "erasure failed" + at(data) + ": " + data.path("reason").asText();
                    case "retention.execution-completed.v1" ->
                        "carried out by all systems: " + data.path("action").asText();
                    case "retention.execution-failed.v1" ->
                        "not carried out" + at(data) + ": "
                                + data.path("reason").asText();
                    case "retention.access-completed.v1" -> "all parts of the export are in";
                    case "retention.task-changed.v1" ->
                        data.path("system").asText() + " "
                                + data.path("command").asText() + ": "
                                + data.path("state").asText();
                    case "retention.purge-completed.v1" ->
                        data.path("system").asText() + ": " + counts(data.path("categories"), "erased")
                                + " went by themselves, read back";
                    case "retention.purge-failed.v1" ->
                        data.path("system").asText() + ": purge failed: "
                                + data.path("reason").asText();
                    case "retention.hold-placed.v1" ->
                        "hold placed: " + data.path("reason").asText();
                    case "retention.hold-lifted.v1" -> "hold lifted";
                    case "result.purged.v1" -> "purged " + counts(data.path("categories"), "erased");
                    case "result.verified.v1" -> "counted: " + counts(data.path("holdings"), "holdings");
                    case "result.erased.v1" ->
                        "erased " + counts(data.path("categories"), "erased") + "; kept "
                                + counts(data.path("categories"), "retained");
                    case "result.accessed.v1" -> "handed out " + counts(data.path("categories"), "holdings");
                    case "result.rectified.v1" -> "corrected: " + outcomes(data.path("fields"), "field");
                    case "result.restricted.v1" ->
                        data.path("action").asText() + ": " + outcomes(data.path("categories"), "category");
                    case "result.failed.v1" -> "failed: " + data.path("reason").asText();
                    case "notification.sent.v1" ->
                        "mail sent: " + data.path("kind").asText();
                    case "announcement.started.v1" ->
                        "announcement to " + data.path("total").asText() + " subscribers started";
                    case "announcement.completed.v1" ->
                        "announcement " + data.path("outcome").asText() + ": "
                                + data.path("sent").asText() + " sent";
                    case "notification.bounced.v1" ->
                        "mail came back: " + data.path("kind").asText() + ", "
                                + data.path("status").asText();
                    case "notification.suppressed.v1" ->
                        "mail not sent, address suppressed: "
                                + data.path("kind").asText();
                    case "notification.failed.v1" ->
                        "mail failed: " + data.path("kind").asText() + ", "
                                + data.path("reason").asText();
                    default -> null;
                };
        return Optional.ofNullable(text);
    }

    private static String at(JsonNode data) {
        return data.hasNonNull("system") ? " at " + data.path("system").asText() : "";
    }

    private static String outcomes(JsonNode lines, String item) {
        List<String> parts = new ArrayList<>();
        for (JsonNode line : lines) {
            parts.add(line.path(item).asText() + " " + line.path("outcome").asText() + " ("
                    + line.path("rows").asInt() + ")");
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static String ground(JsonNode data) {
        return data.hasNonNull("ground") ? " (" + data.path("ground").asText() + ")" : "";
    }

    private static String verdicts(JsonNode data) {
        List<String> parts = new ArrayList<>();
        for (JsonNode verdict : data.path("verdicts")) {
            String until = verdict.hasNonNull("until")
                    ? " until " + verdict.path("until").asText()
                    : "";
            parts.add(verdict.path("verdict").asText() + " "
                    + verdict.path("holdings").asInt() + " "
                    + verdict.path("category").asText() + until);
        }
        return parts.isEmpty() ? "nothing is held" : String.join(", ", parts);
    }

    private static String counts(JsonNode lines, String field) {
        Map<String, Integer> totals = new TreeMap<>();
        for (JsonNode line : lines) {
            totals.merge(line.path("category").asText(), line.path(field).asInt(), Integer::sum);
        }
        List<String> parts = new ArrayList<>();
        totals.forEach((category, count) -> {
            if (count > 0) {
                parts.add(count + " " + category);
            }
        });
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
