package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue of audit entries, what it is shown by, and the table that people read. */
class AuditCatalogueTest {
    private static final Path CATALOGUE = ContractFiles.ROOT.resolve("audit/entry-types.schema.json");
    private static final Path TABLE = Path.of("..", "docs", "audit-entries.md");

    static List<Path> samples() {
        return ContractFiles.files("events", "nl\\.privacyloket\\.audit\\.entry\\.v1\\.sample.*\\.json");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesOfEntriesAreOfTypesThatItNames(Path sample) {
        assertThat(ContractFiles.faults(CATALOGUE, ContractFiles.read(sample).path("data")))
                .isEmpty();
    }

    @Test
    void anActThatItDoesNotNameIsNoEntry() {
        JsonNode entry =
                ContractFiles.parse(ContractFiles.read(ContractFiles.ROOT.resolve("audit/entry-types.sample.json"))
                        .toString()
                        .replace("fact.taken", "fact.invented"));

        assertThat(ContractFiles.faults(CATALOGUE, entry)).isNotEmpty();
    }

    @Test
    void aNameOrAnAddressFitsInNoValue() {
        String sample = ContractFiles.read(ContractFiles.ROOT.resolve("audit/entry-types.sample.json"))
                .toString();

        for (String value :
                List.of("74abbffd-0d54-4937-a29c-8638659ef566", "request.decided", "system:retention-service")) {
            for (String personal : List.of("Saskia Voorbeeld", "saskia@example.org", "staff-7")) {
                JsonNode entry = ContractFiles.parse(sample.replace(value, personal));
                assertThat(ContractFiles.faults(CATALOGUE, entry))
                        .as("%s instead of %s", personal, value)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void theTableForPeopleSaysTheSame() throws IOException {
        List<String> rows = Files.readAllLines(TABLE).stream()
                .filter(line -> line.matches("\\| `[a-z-]+\\.[a-z-]+` \\|.*"))
                .toList();
        List<String> types = new ArrayList<>();
        JsonNode catalogue = ContractFiles.read(CATALOGUE);
        catalogue.path("oneOf").forEach(reference -> {
            String action = reference.path("$ref").asText().substring("#/$defs/".length());
            types.add(row(action, catalogue.path("$defs").path(action)));
        });

        assertThat(rows).containsExactlyElementsOf(types);
    }

    private static String row(String action, JsonNode type) {
        JsonNode properties = type.path("properties");
        assertThat(properties.at("/action/const").asText()).isEqualTo(action);
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        action,
                        objects(properties.path("object")),
                        outcome(properties.path("outcome")),
                        join(type.path("x-actors")),
                        join(type.path("x-services")),
                        type.path("description").asText());
    }

    private static String objects(JsonNode object) {
        List<JsonNode> kinds = new ArrayList<>();
        (object.has("oneOf") ? object.path("oneOf") : List.of(object)).forEach(kinds::add);
        return kinds.stream()
                .map(kind -> "`" + kind.at("/properties/type/const").asText() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String outcome(JsonNode outcome) {
        if (outcome.has("$ref") || outcome.has("anyOf")) {
            return "a code";
        }
        String pattern = outcome.path("pattern").asText();
        if (!pattern.isEmpty()) {
            if (pattern.startsWith("^entries")) {
                return "`entries-<n>-to-<n>`";
            }
            return pattern.startsWith("^erased") || pattern.startsWith("^parked")
                    ? "`" + pattern.substring(1, 7) + "-<n>`"
                    : pattern.startsWith("^(request") ? "`<service>.<fact>`" : "`<reason>[.times-<n>]`";
        }
        return StreamSupport.stream(outcome.path("enum").spliterator(), false)
                .map(code -> "`" + code.asText() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String join(JsonNode words) {
        return StreamSupport.stream(words.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
