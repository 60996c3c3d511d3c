package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares what was published with what is to be, schema by schema; each difference that breaks somebody is one sentence. */
final class SchemaComparison {
    /** Says of a schema that alternatives may be added, which who reads passes over; those that there are stay. */
    static final String MORE_ALTERNATIVES = "x-extensible-alternatives";

    private static final Set<String> LOWER_BOUNDS =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER_BOUNDS =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    private static final JsonNode ANYTHING = JsonNodeFactory.instance.objectNode();

    private final Schemas before;
    private final Schemas after;
    private final Direction direction;
    private final Consumer<String> breaks;
    private final Set<List<JsonNode>> compared;

    /** @param breaks takes each sentence about a break */
    SchemaComparison(Schemas before, Schemas after, Direction direction, Consumer<String> breaks) {
        this(before, after, direction, breaks, new HashSet<>());
    }

    private SchemaComparison(
            Schemas before, Schemas after, Direction direction, Consumer<String> breaks, Set<List<JsonNode>> compared) {
        this.before = before;
        this.after = after;
        this.direction = direction;
        this.breaks = breaks;
        this.compared = compared;
    }

    void compare(String place, JsonNode then, JsonNode now) {
        if (!compared.add(List.of(then, now))) {
            return;
        }
        JsonNode o = before.whole(then);
        JsonNode n = after.whole(now);
        types(place, o, n);
        values(place, o, n);
        if (!o.path("format").equals(n.path("format")) && (direction == Direction.READ ? o : n).has("format")) {
            breaks.accept(place + " has another format: " + text(o, "format") + ", now " + text(n, "format"));
        }
        if (direction == Direction.SENT) {
            bounds(place, o, n);
        }
        properties(place, o, n);
        within(place + "[]", "items", o, n);
        within(place + ".*", "additionalProperties", o, n);
        alternatives(place, o, n);
        conditions(place, o, n);
    }

    private void types(String place, JsonNode then, JsonNode now) {
        Set<String> old = Schemas.types(then);
        Set<String> young = Schemas.types(now);
        Set<String> more = direction == Direction.READ ? young : old;
        Set<String> fewer = direction == Direction.READ ? old : young;
        if (fewer.isEmpty()) {
            return;
        }
        if (more.isEmpty()) {
            breaks.accept(
                    place + (direction == Direction.READ ? " can be anything now" : " cannot be anything any more"));
        } else if (!covers(fewer, more)) {
            breaks.accept(place + " was " + String.join(" or ", old) + " and is now " + String.join(" or ", young));
        }
    }

    private static boolean covers(Set<String> allowed, Set<String> needed) {
        return needed.stream()
                .allMatch(type -> allowed.contains(type) || type.equals("integer") && allowed.contains("number"));
    }

    private void values(String place, JsonNode then, JsonNode now) {
        Set<String> old = listed(then);
        Set<String> young = listed(now);
        if (direction == Direction.READ) {
            boolean open = then.path("x-extensible-enum").asBoolean();
            if (!old.isEmpty() && !open && young.isEmpty()) {
                breaks.accept(place + " can have values beside those that were listed");
            }
            young.removeAll(old);
            if (!old.isEmpty() && !open && !young.isEmpty()) {
                breaks.accept(place + " can have new values: " + String.join(", ", young));
            }
        } else if (!young.isEmpty()) {
            old.removeAll(young);
            if (listed(then).isEmpty()) {
                breaks.accept(place + " takes only listed values now");
            } else if (!old.isEmpty()) {
                breaks.accept(place + " does not take these values any more: " + String.join(", ", old));
            }
        }
    }

    private static Set<String> listed(JsonNode schema) {
        Set<String> values = new TreeSet<>();
        schema.path("enum").forEach(value -> {
            if (!value.isNull()) {
                values.add(value.asText());
            }
        });
        if (schema.has("const")) {
            values.add(schema.path("const").asText());
        }
        return values;
    }

    private void bounds(String place, JsonNode then, JsonNode now) {
        for (String bound : LOWER_BOUNDS) {
            if (now.has(bound)
                    && (!then.has(bound)
                            ? now.path(bound).asDouble() > 0 || bound.endsWith("imum")
                            : now.path(bound).asDouble() > then.path(bound).asDouble())) {
                breaks.accept(place + " takes less: " + bound + " is "
                        + now.path(bound).asText());
            }
        }
        for (String bound : UPPER_BOUNDS) {
            if (now.has(bound)
                    && (!then.has(bound)
                            || now.path(bound).asDouble() < then.path(bound).asDouble())) {
                breaks.accept(place + " takes less: " + bound + " is "
                        + now.path(bound).asText());
            }
        }
        if (now.has("pattern") && !now.path("pattern").equals(then.path("pattern"))) {
            breaks.accept(place + " has another pattern: " + now.path("pattern").asText());
        }
    }

    private void properties(String place, JsonNode then, JsonNode now) {
        JsonNode old = then.path("properties");
        JsonNode young = now.path("properties");
        Set<String> oldRequired = names(then.path("required"));
        Set<String> youngRequired = names(now.path("required"));
        for (Map.Entry<String, JsonNode> field : old.properties()) {
            String name = place + "." + field.getKey();
            if (young.has(field.getKey())) {
                compare(name, field.getValue(), young.path(field.getKey()));
            } else {
                breaks.accept(name + " is gone");
            }
        }
        if (direction == Direction.READ) {
            oldRequired.stream()
                    .filter(name -> !youngRequired.contains(name) && (young.has(name) || !old.has(name)))
                    .forEach(name -> breaks.accept(place + "." + name + " is not always there any more"));
        } else {
            youngRequired.removeAll(oldRequired);
            youngRequired.forEach(name -> breaks.accept(place + "." + name + " has to be sent now"));
        }
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private void within(String place, String keyword, JsonNode then, JsonNode now) {
        JsonNode old = then.path(keyword);
        JsonNode young = now.path(keyword);
        if (closed(young)) {
            if (direction == Direction.SENT && !closed(old)) {
                breaks.accept(place + " is not taken any more");
            }
        } else if (!closed(old)) {
            compare(place, old.isObject() ? old : ANYTHING, young.isObject() ? young : ANYTHING);
        }
    }

    private static boolean closed(JsonNode schema) {
        return schema.isBoolean() && !schema.booleanValue();
    }

    /**
     * Who reads must be able to place every alternative that there is now, who sends each that there was: under the same name
     * as before, or because it fits in one that is there.
     */
    private void alternatives(String place, JsonNode then, JsonNode now) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            Map<JsonNode, JsonNode> old = byName(then.path(keyword));
            Map<JsonNode, JsonNode> young = byName(now.path(keyword));
            boolean reads = direction == Direction.READ;
            boolean extensible = reads && then.path(MORE_ALTERNATIVES).asBoolean();
            Map<JsonNode, JsonNode> bound = reads ? old : young;
            Map<JsonNode, JsonNode> free = reads ? young : old;
            if (bound.isEmpty()) {
                continue;
            }
            boolean other = free.isEmpty();
            for (Map.Entry<JsonNode, JsonNode> alternative : free.entrySet()) {
                JsonNode name = alternative.getKey();
                if (bound.containsKey(name)) {
                    compare(place + called(name), old.get(name), young.get(name));
                } else if (!extensible) {
                    other |= bound.values().stream()
                            .noneMatch(candidate -> reads
                                    ? fits(candidate, alternative.getValue())
                                    : fits(alternative.getValue(), candidate));
                }
            }
            if (extensible) {
                old.keySet().stream()
                        .filter(name -> !young.containsKey(name))
                        .forEach(name -> breaks.accept(place + called(name) + " is gone"));
            }
            if (other) {
                breaks.accept(place + " has other alternatives (" + keyword + ")");
            }
        }
    }

    /** An alternative is known by what it refers to, or else by what it says. */
    private static Map<JsonNode, JsonNode> byName(JsonNode alternatives) {
        Map<JsonNode, JsonNode> named = new HashMap<>();
        alternatives.forEach(alternative ->
                named.put(alternative.path("$ref").isTextual() ? alternative.path("$ref") : alternative, alternative));
        return named;
    }

    private static String called(JsonNode name) {
        return name.isTextual() ? "(" + name.asText().replaceFirst(".*/", "") + ")" : "";
    }

    private boolean fits(JsonNode then, JsonNode now) {
        List<String> found = new ArrayList<>();
        // What is being compared further up is taken to fit, or a schema that holds itself would have no end.
        new SchemaComparison(before, after, direction, found::add, new HashSet<>(compared)).compare("", then, now);
        return found.isEmpty();
    }

    /** A condition is known by its {@code if}, references in it followed: who reads keeps each, who sends gets no new one. */
    private void conditions(String place, JsonNode then, JsonNode now) {
        Map<JsonNode, JsonNode> old = byCondition(before, then);
        Map<JsonNode, JsonNode> young = byCondition(after, now);
        Set<JsonNode> both = new HashSet<>(old.keySet());
        both.retainAll(young.keySet());
        for (JsonNode condition : both) {
            for (String branch : List.of("then", "else")) {
                compare(
                        place + " (" + branch + ")",
                        old.get(condition).path(branch).isObject()
                                ? old.get(condition).path(branch)
                                : ANYTHING,
                        young.get(condition).path(branch).isObject()
                                ? young.get(condition).path(branch)
                                : ANYTHING);
            }
        }
        if (direction == Direction.READ ? !both.containsAll(old.keySet()) : !both.containsAll(young.keySet())) {
            breaks.accept(place
                    + (direction == Direction.READ
                            ? " does not keep what it promised under a condition (if)"
                            : " asks something new under a condition (if)"));
        }
    }

    private static Map<JsonNode, JsonNode> byCondition(Schemas schemas, JsonNode schema) {
        Map<JsonNode, JsonNode> conditions = new HashMap<>();
        schema.path(Schemas.CONDITIONS)
                .forEach(condition -> conditions.put(schemas.followed(condition.path("if")), condition));
        return conditions;
    }

    private static String text(JsonNode schema, String member) {
        return schema.path(member).asText("none");
    }
}
