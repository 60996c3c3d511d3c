package nl.privacyloket.kit.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The examples that a service's document shows, from the published file {@code contracts/openapi/examples/<service>.json}:
 * under {@code operations} by the operation's id the {@code request} and the answers by their status; under {@code problems} by
 * the last part of a problem's type what such a document tells besides its type, title, status and detail.
 */
final class Examples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode file;

    private Examples(JsonNode file) {
        this.file = file;
    }

    static Examples of(ClassLoader loader) {
        String service = ConfigProvider.getConfig().getValue("privacyloket.name", String.class);
        String path = "contracts/openapi/examples/" + service + ".json";
        try (InputStream content = loader.getResourceAsStream(path)) {
            return new Examples(content == null ? JSON.createObjectNode() : JSON.readTree(content));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    Optional<Object> request(String operation) {
        return value(file.path("operations").path(operation).path("request"));
    }

    Optional<Object> answer(String operation, String status) {
        return value(file.path("operations").path(operation).path(status));
    }

    /** Members of a problem beside the standard ones. */
    Map<String, Object> problem(String code) {
        JsonNode members = file.path("problems").path(code);
        return members.isObject()
                ? JSON.convertValue(members, new TypeReference<LinkedHashMap<String, Object>>() {})
                : Map.of();
    }

    private static Optional<Object> value(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(JSON.convertValue(node, Object.class));
    }
}
