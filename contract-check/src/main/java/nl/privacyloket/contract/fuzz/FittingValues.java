package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Values that fit a schema, as far as its author says what fits: by its examples, its enumerations, its bounds. */
final class FittingValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 8;

    private final Described document;
    private final Random random;
    private boolean showing;

    FittingValues(Described document, Random random) {
        this.document = document;
        this.random = random;
    }

    /** From now on only published examples, where there are any. */
    FittingValues showing() {
        showing = true;
        return this;
    }

    /** A body: mostly the published example, else one made from the schema. */
    JsonNode body(JsonNode media) {
        List<JsonNode> shown = new ArrayList<>();
        if (media.has("example")) {
            shown.add(media.path("example"));
        }
        media.path("examples")
                .forEach(example -> shown.add(document.resolved(example).path("value")));
        return !shown.isEmpty() && (showing || random.nextInt(4) > 0)
                ? shown.get(random.nextInt(shown.size())).deepCopy()
                : of(media.path("schema"), 0);
    }

    /** A value of a schema. */
    JsonNode of(JsonNode reference, int depth) {
        JsonNode schema = document.resolved(reference);
        if (schema.has("const")) {
            return schema.path("const");
        }
        for (String list : List.of("enum", "examples")) {
            if (!schema.path(list).isEmpty() && (list.equals("enum") || random.nextInt(3) > 0)) {
                return schema.path(list).get(random.nextInt(schema.path(list).size()));
            }
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (!schema.path(choice).isEmpty()) {
                return of(
                        schema.path(choice)
                                .get(random.nextInt(schema.path(choice).size())),
                        depth + 1);
            }
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(random.nextInt(types.size())).asText() : types.asText();
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> number(schema);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text(schema));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || depth < DEEP && random.nextBoolean()) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int least = schema.path("minItems").asInt(0);
        int length = depth > DEEP ? least : least + random.nextInt(2);
        for (int i = 0; i < length; i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    /** On a bound, or one beside it. */
    private JsonNode number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(least + 100);
        long bound = random.nextBoolean() ? least : most;
        return NODES.numberNode(bound + random.nextInt(3) - 1);
    }

    private String text(JsonNode schema) {
        switch (schema.path("format").asText()) {
            case "uuid":
                return new UUID(random.nextLong(), random.nextLong()).toString();
            case "date":
                return "2026-11-" + (10 + random.nextInt(20));
            case "date-time":
                return "2026-11-" + (10 + random.nextInt(13)) + "T10:00:00Z";
            case "email":
                return "iemand" + random.nextInt(1_000) + "@example.org";
            default:
                int least = schema.path("minLength").asInt(1);
                int most = Math.min(schema.path("maxLength").asInt(40), 5_000);
                int length =
                        random.nextInt(4) == 0 ? Math.max(0, most + random.nextInt(3) - 1) : least + random.nextInt(8);
                return "a".repeat(length);
        }
    }
}
