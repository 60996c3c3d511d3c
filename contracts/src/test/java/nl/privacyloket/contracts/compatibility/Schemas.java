package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of one state of the contracts, and how references lead from one to another. */
final class Schemas {
    /** Member of a schema in one piece: what holds under a condition, a list of {@code if}, {@code then} and {@code else}. */
    static final String CONDITIONS = "x-conditions";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, JsonNode> files = new TreeMap<>();

    /** @param files by their path, as references name them */
    Schemas(Map<String, JsonNode> files) {
        files.forEach((path, file) -> this.files.put(path, located(file.deepCopy(), path)));
    }

    /** A file, in which each reference names the file that it leads to. */
    JsonNode file(String path) {
        return files.get(path);
    }

    /**
     * The schema in one piece: references followed, parts of {@code allOf} put together, an alternative that is only null
     * made part of the type, conditions in {@link #CONDITIONS}.
     */
    ObjectNode whole(JsonNode schema) {
        ObjectNode collected = NODES.objectNode();
        JsonNode at = schema;
        while (at.has("$ref")) {
            join(collected, at);
            at = target(at.path("$ref").asText());
        }
        join(collected, at);
        collected.remove("$ref");
        if (collected.has("if")) {
            ObjectNode condition = collected.withArray(CONDITIONS).addObject();
            for (String member : List.of("if", "then", "else")) {
                if (collected.has(member)) {
                    condition.set(member, collected.remove(member));
                }
            }
        }
        JsonNode parts = collected.remove("allOf");
        if (parts != null) {
            parts.forEach(part -> join(collected, whole(part)));
        }
        return withoutNullAlternative(collected);
    }

    /** A schema with what its references lead to in their place; not for one that holds itself. */
    JsonNode followed(JsonNode schema) {
        if (!schema.isContainerNode()) {
            return schema;
        }
        if (schema.isArray()) {
            ArrayNode list = NODES.arrayNode();
            schema.forEach(each -> list.add(followed(each)));
            return list;
        }
        ObjectNode copy = NODES.objectNode();
        (schema.has("$ref") ? whole(schema) : schema)
                .properties()
                .forEach(member -> copy.set(member.getKey(), followed(member.getValue())));
        return copy;
    }

    private ObjectNode withoutNullAlternative(ObjectNode schema) {
        for (String alternatives : List.of("anyOf", "oneOf")) {
            List<JsonNode> others = new ArrayList<>();
            boolean nothing = false;
            for (JsonNode alternative : schema.path(alternatives)) {
                if (alternative.path("type").asText().equals("null")) {
                    nothing = true;
                } else {
                    others.add(alternative);
                }
            }
            if (nothing && others.size() == 1) {
                schema.remove(alternatives);
                // What an alternative says of its type goes before what stands around it.
                schema.remove("type");
                join(schema, whole(others.get(0)));
                return nullable(schema);
            }
        }
        return schema;
    }

    /** Puts what another schema asks beside what this one asks; of one keyword both can ask something. */
    private static void join(ObjectNode into, JsonNode other) {
        for (Map.Entry<String, JsonNode> member : other.properties()) {
            JsonNode own = into.get(member.getKey());
            JsonNode added = member.getValue();
            if (own == null) {
                into.set(member.getKey(), added.deepCopy());
            } else if (List.of("required", CONDITIONS, "allOf").contains(member.getKey())) {
                ArrayNode list = (ArrayNode) own;
                added.forEach(each -> {
                    if (!contains(list, each)) {
                        list.add(each.deepCopy());
                    }
                });
            } else if (member.getKey().equals("properties")) {
                added.properties().forEach(property -> both((ObjectNode) own, property));
            } else if (List.of("items", "additionalProperties").contains(member.getKey())) {
                both(into, member);
            }
        }
    }

    private static void both(ObjectNode into, Map.Entry<String, JsonNode> member) {
        JsonNode own = into.get(member.getKey());
        if (own == null) {
            into.set(member.getKey(), member.getValue().deepCopy());
        } else if (!own.equals(member.getValue())) {
            ObjectNode joined = NODES.objectNode();
            joined.putArray("allOf").add(own).add(member.getValue().deepCopy());
            into.set(member.getKey(), joined);
        }
    }

    private static boolean contains(ArrayNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode nullable(ObjectNode node) {
        TreeSet<String> types = types(node);
        if (!types.isEmpty()) {
            types.add("null");
            ArrayNode list = node.putArray("type");
            types.forEach(list::add);
        }
        if (node.has("enum")) {
            node.withArray("enum").addNull();
        }
        return node;
    }

    /** What JSON can be there; empty when anything can. */
    static TreeSet<String> types(JsonNode schema) {
        TreeSet<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(each -> types.add(each.asText()));
        return types;
    }

    private static JsonNode located(JsonNode node, String file) {
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            String reference = object.path("$ref").asText();
            int hash = reference.indexOf('#');
            String named = hash < 0 ? reference : reference.substring(0, hash);
            String path = named.isEmpty()
                    ? file
                    : Path.of(file).resolveSibling(named).normalize().toString();
            object.put("$ref", path + "#" + (hash < 0 ? "" : reference.substring(hash + 1)));
        }
        node.forEach(child -> located(child, file));
        return node;
    }

    private JsonNode target(String reference) {
        int hash = reference.indexOf('#');
        JsonNode file = files.get(reference.substring(0, hash));
        JsonNode node = file == null ? NODES.missingNode() : file.at(reference.substring(hash + 1));
        if (node.isMissingNode()) {
            throw new IllegalStateException("A reference leads to " + reference + ", which is not there");
        }
        return node;
    }
}
