package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The contracts as they were last published, without the words that nobody's program depends on. */
final class Baseline {
    static final Path FILE = Path.of("src", "test", "resources", "baseline", "contracts.json");
    private static final Path CONTRACTS = Path.of("src", "main", "resources", "contracts");
    /** Media type of a refusal. */
    static final String PROBLEM = "application/problem+json";
    /** Beside the schema of a refusal: the problems that it can be, each with the members that it has. */
    static final String PROBLEMS = "x-problems";

    private static final Set<String> WORDS =
            Set.of("description", "title", "summary", "example", "examples", "$comment");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Baseline() {}

    /** The files of the baseline by their path below the contracts. */
    static Map<String, JsonNode> read() {
        Map<String, JsonNode> files = new TreeMap<>();
        try {
            JSON.readTree(FILE.toFile()).properties().forEach(file -> files.put(file.getKey(), file.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The contracts as they are in this working copy. */
    static Map<String, JsonNode> present() {
        Map<String, JsonNode> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(CONTRACTS)) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                String name = CONTRACTS.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".schema.json")) {
                    files.put(name, bare(JSON.readTree(file.toFile())));
                } else if (name.equals("asyncapi.yaml") || name.matches("openapi/[a-z-]+\\.yaml")) {
                    JsonNode document = YAML.readTree(file.toFile());
                    keepProblems(document, document);
                    files.put(name, bare(document));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Makes what is here the baseline: one line for each file, so that a difference shows which changed. */
    static void accept() {
        StringBuilder lines = new StringBuilder("{");
        try {
            for (Map.Entry<String, JsonNode> file : present().entrySet()) {
                lines.append(lines.length() == 1 ? "\n" : ",\n")
                        .append(JSON.writeValueAsString(file.getKey()))
                        .append(": ")
                        .append(JSON.writeValueAsString(JSON.treeToValue(file.getValue(), Object.class)));
            }
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, lines.append("\n}\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which problems there can be is shown by examples, and no mere words: callers tell refusals apart by it. */
    static void keepProblems(JsonNode node, JsonNode document) {
        if (node.path(PROBLEM).path("examples") instanceof ObjectNode examples) {
            ObjectNode problems = ((ObjectNode) node.path(PROBLEM)).putObject(PROBLEMS);
            for (Map.Entry<String, JsonNode> example : examples.properties()) {
                String reference = example.getValue().path("$ref").asText();
                JsonNode shown = reference.isEmpty() ? example.getValue() : document.at(reference.substring(1));
                Set<String> members = new TreeSet<>();
                shown.path("value").fieldNames().forEachRemaining(members::add);
                members.forEach(problems.putArray(example.getKey())::add);
            }
        }
        node.forEach(child -> keepProblems(child, document));
    }

    /** Without words; a property that is called like one of them stays. */
    static JsonNode bare(JsonNode node) {
        return bare(node, false);
    }

    private static JsonNode bare(JsonNode node, boolean names) {
        if (node instanceof ObjectNode object && !names) {
            object.remove(WORDS);
        }
        node.properties()
                .forEach(member ->
                        bare(member.getValue(), !names && member.getKey().equals("properties")));
        if (node.isArray()) {
            node.forEach(element -> bare(element, false));
        }
        return node;
    }
}
