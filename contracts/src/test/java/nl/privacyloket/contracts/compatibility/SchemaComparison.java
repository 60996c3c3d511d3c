package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nl.privacyloket.contracts.compatibility.Schemas.Located;

/** Compares what was published with what is to be, schema by schema; each difference that breaks somebody is one sentence. */
final class SchemaComparison {
    private static final Set<String> LOWER_BOUNDS =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER_BOUNDS =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

    private final Schemas before;
    private final Schemas after;
    private final Direction direction;
    private final Consumer<String> breaks;
    private final Set<List<Object>> compared = new HashSet<>();

    /** @param breaks takes each sentence about a break */
    SchemaComparison(Schemas before, Schemas after, Direction direction, Consumer<String> breaks) {
        this.before = before;
        this.after = after;
        this.direction = direction;
        this.breaks = breaks;
    }

    void compare(String place, Located then, Located now) {
        if (!compared.add(List.of(then, now))) {
            return;
        }
        Located old = before.whole(then);
        Located young = after.whole(now);
        JsonNode o = old.node();
        JsonNode n = young.node();
        types(place, o, n);
        values(place, o, n);
        if (!o.path("format").equals(n.path("format")) && (direction == Direction.READ ? o : n).has("format")) {
            breaks.accept(place + " has another format: " + text(o, "format") + ", now " + text(n, "format"));
        }
        if (direction == Direction.SENT) {
            bounds(place, o, n);
        }
        properties(place, old, young);
        within(place + "[]", "items", old, young);
        within(place + ".*", "additionalProperties", old, young);
        alternatives(place, o, n);
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

    private void properties(String place, Located then, Located now) {
        JsonNode old = then.node().path("properties");
        JsonNode young = now.node().path("properties");
        Set<String> oldRequired = names(then.node().path("required"));
        Set<String> youngRequired = names(now.node().path("required"));
        for (Map.Entry<String, JsonNode> field : old.properties()) {
            String name = place + "." + field.getKey();
            if (!young.has(field.getKey())) {
                breaks.accept(name + " is gone");
                continue;
            }
            if (direction == Direction.READ
                    && oldRequired.contains(field.getKey())
                    && !youngRequired.contains(field.getKey())) {
                breaks.accept(name + " is not always there any more");
            }
            compare(name, then.child(field.getValue()), now.child(young.path(field.getKey())));
        }
        if (direction == Direction.SENT) {
            youngRequired.removeAll(oldRequired);
            youngRequired.forEach(name -> breaks.accept(place + "." + name + " has to be sent now"));
        }
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private void within(String place, String keyword, Located then, Located now) {
        JsonNode old = then.node().path(keyword);
        JsonNode young = now.node().path(keyword);
        if (old.isObject() && young.isObject()) {
            compare(place, then.child(old), now.child(young));
        }
    }

    /** Alternatives are not taken apart: only the same ones, or for a sender more of them, are safe. */
    private void alternatives(String place, JsonNode then, JsonNode now) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            Set<JsonNode> old = new HashSet<>();
            Set<JsonNode> young = new HashSet<>();
            then.path(keyword).forEach(old::add);
            now.path(keyword).forEach(young::add);
            boolean safe = direction == Direction.READ
                    ? old.isEmpty() || old.containsAll(young) && !young.isEmpty()
                    : young.isEmpty() || young.containsAll(old) && !old.isEmpty();
            if (!safe) {
                breaks.accept(place + " has other alternatives (" + keyword + ")");
            }
        }
    }

    private static String text(JsonNode schema, String member) {
        return schema.path(member).asText("none");
    }
}
