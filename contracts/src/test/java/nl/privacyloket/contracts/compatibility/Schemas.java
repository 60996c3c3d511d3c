package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The files of one state of the contracts, and how references lead from one to another. */
final class Schemas {
    private final Map<String, JsonNode> files;

    /** @param files by their path, as references name them */
    Schemas(Map<String, JsonNode> files) {
        this.files = files;
    }

    /** A schema and the file that it stands in, from which its references count. */
    record Located(String file, JsonNode node) {
        Located child(JsonNode child) {
            return new Located(file, child);
        }
    }

    Located file(String path) {
        return new Located(path, files.get(path));
    }

    /**
     * The schema in one piece: references followed, parts of {@code allOf} put together, an alternative that is only null
     * made part of the type.
     */
    Located whole(Located schema) {
        Located at = schema;
        ObjectNode collected = JsonNodeFactory.instance.objectNode();
        while (at.node().has("$ref")) {
            JsonNode beside = at.node();
            beside.properties().forEach(member -> collected.putIfAbsent(member.getKey(), member.getValue()));
            at = target(at);
        }
        String file = at.file();
        at.node().properties().forEach(member -> collected.putIfAbsent(member.getKey(), member.getValue()));
        collected.remove("$ref");
        for (String alternatives : List.of("anyOf", "oneOf")) {
            List<JsonNode> others = new ArrayList<>();
            boolean nothing = false;
            for (JsonNode alternative : collected.path(alternatives)) {
                if (alternative.path("type").asText().equals("null")) {
                    nothing = true;
                } else {
                    others.add(alternative);
                }
            }
            if (nothing && others.size() == 1) {
                collected.remove(alternatives);
                return nullable(whole(new Located(file, merged(collected, others.get(0)))));
            }
        }
        JsonNode parts = collected.remove("allOf");
        if (parts != null && parts.size() == 1) {
            return whole(new Located(file, merged(collected, parts.get(0))));
        }
        return new Located(file, collected);
    }

    private static ObjectNode merged(ObjectNode one, JsonNode other) {
        ObjectNode merged = other.deepCopy();
        one.properties().forEach(member -> {
            if (!member.getKey().equals("type")) {
                merged.set(member.getKey(), member.getValue());
            }
        });
        return merged;
    }

    private static Located nullable(Located schema) {
        ObjectNode node = (ObjectNode) schema.node();
        TreeSet<String> types = types(node);
        if (!types.isEmpty()) {
            types.add("null");
            node.putArray("type")
                    .addAll(types.stream()
                            .map(JsonNodeFactory.instance::textNode)
                            .toList());
        }
        if (node.has("enum")) {
            ((com.fasterxml.jackson.databind.node.ArrayNode) node.withArray("enum")).addNull();
        }
        return schema;
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

    private Located target(Located from) {
        String reference = from.node().path("$ref").asText();
        int hash = reference.indexOf('#');
        String named = hash < 0 ? reference : reference.substring(0, hash);
        String path = named.isEmpty()
                ? from.file()
                : java.nio.file.Path.of(from.file())
                        .resolveSibling(named)
                        .normalize()
                        .toString();
        JsonNode file = files.get(path);
        if (file == null) {
            throw new IllegalStateException(from.file() + " refers to " + path + ", which is not there");
        }
        JsonNode node = hash < 0 || reference.endsWith("#") ? file : file.at(reference.substring(hash + 1));
        if (node.isMissingNode()) {
            throw new IllegalStateException(from.file() + " refers to " + reference + ", which is not there");
        }
        return new Located(path, node);
    }
}
