package nl.privacyloket.contract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The OpenAPI document that is committed for a service, held against the one that it serves. */
public final class CommittedDocument {
    private static final String REWRITE = "contracts.rewrite";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new Quotes())
            .build());

    private final Path file;

    /** @param service whose document it is; its tests run in its module's folder */
    public CommittedDocument(String service) {
        file = Path.of("..", "contracts", "src", "main", "resources", "contracts", "openapi", service + ".yaml");
    }

    /**
     * Fails when the service serves another document than is committed, or writes it when the system property {@code
     * contracts.rewrite} is true.
     *
     * @param served as JSON
     */
    public void requireSameAs(String served) {
        try {
            JsonNode document = JSON.readTree(served);
            if (Boolean.getBoolean(REWRITE)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, YAML.writeValueAsString(inReadingOrder(document)));
            }
            if (!Files.exists(file) || !YAML.readTree(file.toFile()).equals(document)) {
                throw new AssertionError(
                        file + " is not what the service serves at /q/openapi. When the change is meant,"
                                + " rewrite the documents with: contracts/rewrite");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode inReadingOrder(JsonNode document) {
        ObjectNode ordered = JSON.createObjectNode();
        for (String member : List.of("openapi", "info", "servers", "security", "tags", "paths", "components")) {
            if (document.has(member)) {
                ordered.set(member, document.get(member));
            }
        }
        document.properties().forEach(member -> ordered.putIfAbsent(member.getKey(), member.getValue()));
        return ordered;
    }

    /** Readers of YAML 1.1 take a bare date for a date, and numbers with colons for numbers. */
    private static final class Quotes extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || value.matches("[-+.]?[0-9].*|.*[\\n\"'\\\\].*|~|=|<<");
        }
    }
}
