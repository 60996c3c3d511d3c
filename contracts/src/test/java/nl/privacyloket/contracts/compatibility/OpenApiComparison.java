package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares two states of one OpenAPI document from the side of those who call the service. */
final class OpenApiComparison {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final String service;
    private final Schemas before;
    private final Schemas after;
    private final Consumer<String> breaks;
    private final SchemaComparison sent;
    private final SchemaComparison read;

    OpenApiComparison(String service, JsonNode before, JsonNode after, Consumer<String> breaks) {
        this.service = service;
        this.before = new Schemas(Map.of(service, before));
        this.after = new Schemas(Map.of(service, after));
        this.breaks = breaks;
        this.sent = new SchemaComparison(this.before, this.after, Direction.SENT, breaks);
        this.read = new SchemaComparison(this.before, this.after, Direction.READ, breaks);
    }

    void compare() {
        for (Map.Entry<String, JsonNode> path :
                before.file(service).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    String place = service + ": callers of "
                            + operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
                    JsonNode now = after.file(service)
                            .path("paths")
                            .path(path.getKey())
                            .path(operation.getKey());
                    if (now.isMissingNode()) {
                        breaks.accept(place + ": it is gone");
                    } else {
                        operation(place, operation.getValue(), now);
                    }
                }
            }
        }
    }

    private void operation(String place, JsonNode then, JsonNode now) {
        if (!then.path("operationId").equals(now.path("operationId"))) {
            breaks.accept(place + ": generated clients know it as "
                    + then.path("operationId").asText());
        }
        roles(place, then, now);
        parameters(place, then, now);
        body(place, then.path("requestBody"), now.path("requestBody"));
        for (Map.Entry<String, JsonNode> answer : then.path("responses").properties()) {
            String status = place + ", answer " + answer.getKey();
            if (!now.path("responses").has(answer.getKey())) {
                breaks.accept(status + ": the status is gone");
            } else {
                JsonNode old = before.whole(answer.getValue());
                JsonNode young = after.whole(now.path("responses").path(answer.getKey()));
                content(status + ": ", old, young, read);
                headers(status, old.path("headers"), young.path("headers"));
                problems(status, old, young);
            }
        }
    }

    /** What a client answers a refusal with, it knows by the type of the problem and by the members that this has. */
    private void problems(String place, JsonNode then, JsonNode now) {
        if (!now.path("content").has(Baseline.PROBLEM)) {
            return;
        }
        JsonNode old = then.path("content").path(Baseline.PROBLEM).path(Baseline.PROBLEMS);
        JsonNode young = now.path("content").path(Baseline.PROBLEM).path(Baseline.PROBLEMS);
        for (Map.Entry<String, JsonNode> problem : old.properties()) {
            if (!young.has(problem.getKey())) {
                breaks.accept(place + ": the problem " + problem.getKey() + " is gone");
                continue;
            }
            Set<String> members = new TreeSet<>();
            problem.getValue().forEach(member -> members.add(member.asText()));
            young.path(problem.getKey()).forEach(member -> members.remove(member.asText()));
            if (!members.isEmpty()) {
                breaks.accept(place + ": the problem " + problem.getKey() + " does not tell any more: "
                        + String.join(", ", members));
            }
        }
    }

    private void headers(String place, JsonNode then, JsonNode now) {
        for (Map.Entry<String, JsonNode> header : then.properties()) {
            String name = place + ", header " + header.getKey();
            if (!now.has(header.getKey())) {
                breaks.accept(name + ": it is gone");
                continue;
            }
            JsonNode old = before.whole(header.getValue());
            JsonNode young = after.whole(now.path(header.getKey()));
            if (old.path("required").asBoolean() && !young.path("required").asBoolean()) {
                breaks.accept(name + ": it is not always there any more");
            }
            read.compare(name + ": it", old.path("schema"), young.path("schema"));
        }
    }

    /** Each way in that there was must still be one, for each role. */
    private void roles(String place, JsonNode then, JsonNode now) {
        List<JsonNode> ways = ways(now);
        for (JsonNode way : ways(then)) {
            if (ways.stream().anyMatch(other -> opens(way, other))) {
                continue;
            }
            Set<String> roles = new TreeSet<>();
            now.path("security")
                    .forEach(scheme -> scheme.forEach(names -> names.forEach(name -> roles.add(name.asText()))));
            Set<String> old = new TreeSet<>();
            way.forEach(names -> names.forEach(name -> old.add(name.asText())));
            old.removeAll(roles);
            if (way.isEmpty() && !roles.isEmpty()) {
                breaks.accept(place + ": it was open to anyone and needs a role now: " + String.join(", ", roles));
            } else if (!old.isEmpty()) {
                breaks.accept(place + ": these roles may not call it any more: " + String.join(", ", old));
            } else {
                breaks.accept(place + ": who calls it in this way may not any more: " + way);
            }
        }
    }

    private static List<JsonNode> ways(JsonNode operation) {
        List<JsonNode> ways = new ArrayList<>();
        operation.path("security").forEach(ways::add);
        return ways.isEmpty() ? List.of(JsonNodeFactory.instance.objectNode()) : ways;
    }

    /** Whether who comes in by the one way comes in by the other too. */
    private static boolean opens(JsonNode way, JsonNode other) {
        for (Map.Entry<String, JsonNode> scheme : other.properties()) {
            Set<JsonNode> roles = new HashSet<>();
            scheme.getValue().forEach(roles::add);
            Set<JsonNode> held = new HashSet<>();
            way.path(scheme.getKey()).forEach(held::add);
            if (!way.has(scheme.getKey()) || !roles.isEmpty() && (held.isEmpty() || !roles.containsAll(held))) {
                return false;
            }
        }
        return true;
    }

    private void parameters(String place, JsonNode then, JsonNode now) {
        Map<String, JsonNode> old = byName(before, then);
        Map<String, JsonNode> young = byName(after, now);
        old.forEach((name, parameter) -> {
            if (!young.containsKey(name)) {
                breaks.accept(place + ", parameter " + name + ": it is gone");
            } else {

                sent.compare(
                        place + ", parameter " + name + ":",
                        parameter.path("schema"),
                        young.get(name).path("schema"));
            }
        });
        young.forEach((name, parameter) -> {
            boolean was =
                    old.containsKey(name) && old.get(name).path("required").asBoolean();
            if (parameter.path("required").asBoolean() && !was) {
                breaks.accept(place + ", parameter " + name + ": it has to be sent now");
            }
        });
    }

    private Map<String, JsonNode> byName(Schemas document, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode whole = document.whole(parameter);
            parameters.put(
                    whole.path("name").asText() + " in " + whole.path("in").asText(), whole);
        });
        return parameters;
    }

    private void body(String place, JsonNode then, JsonNode now) {
        if (now.path("required").asBoolean() && !then.path("required").asBoolean()) {
            breaks.accept(place + ": a body has to be sent now");
        }
        if (!then.isMissingNode()) {
            content(place + ", body: ", before.whole(then), after.whole(now), sent);
        }
    }

    private void content(String place, JsonNode then, JsonNode now, SchemaComparison comparison) {
        for (Map.Entry<String, JsonNode> media : then.path("content").properties()) {
            JsonNode other = now.path("content").path(media.getKey());
            if (other.isMissingNode()) {
                breaks.accept(place + media.getKey() + " is gone");
            } else {
                comparison.compare(place + "body", media.getValue().path("schema"), other.path("schema"));
            }
        }
    }
}
