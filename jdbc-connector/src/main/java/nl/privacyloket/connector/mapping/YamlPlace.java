package nl.privacyloket.connector.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value in a mapping file together with where it stands. Reading it notes every problem and goes on, so that one look
 * finds all of them.
 */
final class YamlPlace {
    private final String file;
    private final String place;
    private final JsonNode node;
    private final List<MappingProblem> problems;

    YamlPlace(String file, String place, JsonNode node, List<MappingProblem> problems) {
        this.file = file;
        this.place = place;
        this.node = node;
        this.problems = problems;
    }

    String place() {
        return place;
    }

    boolean isPresent() {
        return node != null && !node.isNull() && !node.isMissingNode();
    }

    void problem(String text) {
        MappingProblem problem = new MappingProblem(file, place, text);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Refuses members other than these. */
    YamlPlace only(String... names) {
        if (isObject()) {
            Set<String> known = Set.of(names);
            node.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    child(name).problem("unknown field; known here: " + String.join(", ", names));
                }
            });
        }
        return this;
    }

    YamlPlace child(String name) {
        JsonNode child = node != null && node.isObject() ? node.get(name) : null;
        return new YamlPlace(file, place.isEmpty() ? name : place + "." + name, child, problems);
    }

    /** Members of a map, in the order of the file. */
    Map<String, YamlPlace> members() {
        Map<String, YamlPlace> members = new LinkedHashMap<>();
        if (isObject()) {
            node.fieldNames().forEachRemaining(name -> members.put(name, child(name)));
        }
        return members;
    }

    /** Text that must be there. */
    String required() {
        if (!isPresent()) {
            problem("is missing");
            return "";
        }
        return scalar();
    }

    /** Text, or the given default. */
    String optional(String otherwise) {
        return isPresent() ? scalar() : otherwise;
    }

    boolean flag(boolean otherwise) {
        if (!isPresent()) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            problem("is true or false");
            return otherwise;
        }
        return node.booleanValue();
    }

    /** A list of texts; empty when it is not there. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (isPresent() && !node.isArray()) {
            problem("is a list, such as [first, second]");
        } else if (isPresent()) {
            for (JsonNode element : node) {
                if (element.isTextual() && !element.textValue().isBlank()) {
                    texts.add(element.textValue());
                } else {
                    problem("holds something that is not a name");
                }
            }
        }
        return texts;
    }

    /** Whether it is a map of names to values. */
    boolean isMap() {
        return isPresent() && node.isObject();
    }

    /** A map of texts to scalars, null kept as null. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        members().forEach((name, value) -> values.put(name, value.replacement()));
        return values;
    }

    /** A single value, {@code null} for null. */
    String replacement() {
        if (isPresent() && !node.isValueNode()) {
            problem("is a single value");
        }
        return isPresent() ? node.asText() : null;
    }

    private boolean isObject() {
        if (isPresent() && !node.isObject()) {
            problem("is a map of names to values");
            return false;
        }
        return isPresent();
    }

    private String scalar() {
        if (!node.isValueNode()) {
            problem("is a single value");
            return "";
        }
        String text = node.asText();
        if (text.isBlank()) {
            problem("is empty");
        }
        return text;
    }
}
