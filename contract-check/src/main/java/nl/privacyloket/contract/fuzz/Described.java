package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The published OpenAPI document of a service, as far as hostile calls are made from it. */
public final class Described {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

    private final JsonNode document;

    private Described(JsonNode document) {
        this.document = document;
    }

    /** The document of a service as it lies on the class path. */
    public static Described of(String service) {
        String path = "/contracts/openapi/" + service + ".yaml";
        try (InputStream file = Described.class.getResourceAsStream(path)) {
            return new Described(YAML.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** The document that a running service shows of itself. */
    public static Described at(int port) {
        String address = "http://localhost:" + port + "/q/openapi";
        try (InputStream file = URI.create(address).toURL().openStream()) {
            return new Described(YAML.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(address, e);
        }
    }

    /**
     * An operation.
     *
     * @param parameters in the document's own form
     * @param bodies schema by media type
     * @param problems types of problem by status, without their prefix
     * @param security for each way in the roles by scheme; an empty map lets anyone in
     */
    public record Operation(
            String method,
            String path,
            List<JsonNode> parameters,
            Map<String, JsonNode> bodies,
            Map<String, Set<String>> problems,
            Set<String> statuses,
            List<Map<String, List<String>>> security) {
        /** Method and path as documented. */
        public String name() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** All operations. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().path(method);
                if (!operation.isMissingNode()) {
                    operations.add(operation(method, path.getKey(), operation));
                }
            }
        }
        return operations;
    }

    private Operation operation(String method, String path, JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        operation
                .at("/requestBody/content")
                .properties()
                .forEach(media -> bodies.put(media.getKey(), media.getValue()));
        Map<String, Set<String>> problems = new TreeMap<>();
        Set<String> statuses = new TreeSet<>();
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            statuses.add(response.getKey());
            JsonNode media = resolved(response.getValue()).path("content").path("application/problem+json");
            Set<String> codes = new TreeSet<>();
            media.path("examples").fieldNames().forEachRemaining(codes::add);
            problems.put(response.getKey(), codes);
        }
        List<Map<String, List<String>>> security = new ArrayList<>();
        for (JsonNode way : operation.path("security")) {
            Map<String, List<String>> schemes = new TreeMap<>();
            for (Map.Entry<String, JsonNode> scheme : way.properties()) {
                List<String> roles = new ArrayList<>();
                scheme.getValue().forEach(role -> roles.add(role.asText()));
                schemes.put(scheme.getKey(), roles);
            }
            security.add(schemes);
        }
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, bodies, problems, statuses, security);
    }

    /** What a reference stands for. */
    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolved(document.at(reference.substring(1)));
    }
}
