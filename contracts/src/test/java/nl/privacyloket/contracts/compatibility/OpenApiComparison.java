package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import nl.privacyloket.contracts.compatibility.Schemas.Located;

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
                before.file(service).node().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    String place = service + ": callers of "
                            + operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
                    JsonNode now = after.file(service)
                            .node()
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
                content(
                        status + ": ",
                        followed(before, answer.getValue()),
                        followed(after, now.path("responses").path(answer.getKey())),
                        read);
            }
        }
    }

    private void roles(String place, JsonNode then, JsonNode now) {
        Set<String> old = roles(then);
        Set<String> young = roles(now);
        if (old.isEmpty() && !young.isEmpty()) {
            breaks.accept(place + ": it was open to anyone and needs a role now: " + String.join(", ", young));
        } else if (!young.isEmpty() && !young.containsAll(old)) {
            old.removeAll(young);
            breaks.accept(place + ": these roles may not call it any more: " + String.join(", ", old));
        }
    }

    private static Set<String> roles(JsonNode operation) {
        Set<String> roles = new TreeSet<>();
        operation
                .path("security")
                .forEach(scheme -> scheme.forEach(names -> names.forEach(name -> roles.add(name.asText()))));
        return roles;
    }

    private void parameters(String place, JsonNode then, JsonNode now) {
        Map<String, Located> old = byName(before, then);
        Map<String, Located> young = byName(after, now);
        old.forEach((name, parameter) -> {
            if (!young.containsKey(name)) {
                breaks.accept(place + ", parameter " + name + ": it is gone");
            } else {
                Located other = young.get(name);
                sent.compare(
                        place + ", parameter " + name + ":",
                        parameter.child(parameter.node().path("schema")),
                        other.child(other.node().path("schema")));
            }
        });
        young.forEach((name, parameter) -> {
            boolean was = old.containsKey(name)
                    && old.get(name).node().path("required").asBoolean();
            if (parameter.node().path("required").asBoolean() && !was) {
                breaks.accept(place + ", parameter " + name + ": it has to be sent now");
            }
        });
    }

    private Map<String, Located> byName(Schemas document, JsonNode operation) {
        Map<String, Located> parameters = new TreeMap<>();
        operation.path("parameters").forEach(parameter -> {
            Located whole = followed(document, parameter);
            parameters.put(
                    whole.node().path("name").asText() + " in "
                            + whole.node().path("in").asText(),
                    whole);
        });
        return parameters;
    }

    private void body(String place, JsonNode then, JsonNode now) {
        if (now.path("required").asBoolean() && !then.path("required").asBoolean()) {
            breaks.accept(place + ": a body has to be sent now");
        }
        if (!then.isMissingNode()) {
            content(place + ", body: ", followed(before, then), followed(after, now), sent);
        }
    }

    private void content(String place, Located then, Located now, SchemaComparison comparison) {
        for (Map.Entry<String, JsonNode> media : then.node().path("content").properties()) {
            JsonNode other = now.node().path("content").path(media.getKey());
            if (other.isMissingNode()) {
                breaks.accept(place + media.getKey() + " is gone");
            } else {
                comparison.compare(
                        place + "body", then.child(media.getValue().path("schema")), now.child(other.path("schema")));
            }
        }
    }

    private Located followed(Schemas document, JsonNode node) {
        return document.whole(new Located(service, node));
    }
}
