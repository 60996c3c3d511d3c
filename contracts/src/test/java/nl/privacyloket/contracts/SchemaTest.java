package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    static List<Path> schemas() {
        return ContractFiles.schemas();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isAValidSchemaOfTheEditionThatItNames(Path schema) {
        assertThat(ContractFiles.read(schema).path("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(ContractFiles.schemaFaults(schema)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void describesEveryField(Path schema) {
        List<String> undescribed = new ArrayList<>();
        eachField(schema, ContractFiles.read(schema), "", (name, field) -> {
            if (!description(schema, field)) {
                undescribed.add(name);
            }
        });

        assertThat(undescribed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void closesEveryObjectExceptHeadersAndPolicies(Path schema) {
        List<String> open = new ArrayList<>();
        eachObject(ContractFiles.read(schema), "", (name, object) -> {
            if (!object.path("additionalProperties").isBoolean()) {
                open.add(name);
            }
        });

        boolean mayBeOpen = schema.endsWith("headers.schema.json");
        assertThat(open).isEqualTo(mayBeOpen ? List.of("") : List.of());
    }

    private interface Visitor {
        void visit(String path, JsonNode node);
    }

    private static void eachField(Path schema, JsonNode node, String path, Visitor visitor) {
        node.fields().forEachRemaining(entry -> {
            String name = path + "/" + entry.getKey();
            // In a condition, or beside a reference, properties narrow a field that is described elsewhere.
            boolean declares = entry.getKey().equals("properties") && node.has("type");
            if (declares) {
                entry.getValue()
                        .fields()
                        .forEachRemaining(field -> visitor.visit(name + "/" + field.getKey(), field.getValue()));
            }
            eachField(schema, entry.getValue(), name, visitor);
        });
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                eachField(schema, element, path, visitor);
            }
        });
    }

    private static void eachObject(JsonNode node, String path, Visitor visitor) {
        if (node.path("type").asText().equals("object") && node.has("properties")) {
            visitor.visit(path, node);
        }
        node.fields().forEachRemaining(entry -> eachObject(entry.getValue(), path + "/" + entry.getKey(), visitor));
        if (node.isArray()) {
            node.elements().forEachRemaining(element -> eachObject(element, path, visitor));
        }
    }

    private static boolean description(Path schema, JsonNode field) {
        if (!field.path("description").asText().isBlank()) {
            return true;
        }
        String reference = field.path("$ref").asText();
        int hash = reference.indexOf('#');
        if (hash < 0) {
            return false;
        }
        Path target = hash == 0
                ? schema
                : schema.resolveSibling(reference.substring(0, hash)).normalize();
        return description(target, ContractFiles.read(target).at(reference.substring(hash + 1)));
    }
}
