package nl.privacyloket.contract.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published OpenAPI document of one service, read strictly: a call, a status, a media type, a field or a type of problem
 * that it does not describe is a fault, though a consumer would let it pass.
 */
public final class OpenApiContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    /** OpenAPI's own keywords say nothing about what fits. */
    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("components"))
            .keyword(new NonValidationKeyword("example"))
            .build();

    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012, factory -> factory.metaSchema(DIALECT));
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** Headers that a caller goes on from; the others say how an answer is to be kept or shown. */
    private static final Set<String> TELLING_HEADERS = Set.of("etag", "location", "retry-after");

    private final JsonNode document;
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    OpenApiContract(JsonNode document) {
        this.document = closed(document.deepCopy());
    }

    /** The contract of a service as it lies on the class path. */
    public static OpenApiContract of(String service) {
        String path = file(service);
        try (InputStream file = OpenApiContract.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + path + " on the class path");
            }
            return new OpenApiContract(YAML.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Whether the service has a document on the class path. */
    static boolean exists(String service) {
        return OpenApiContract.class.getResource(file(service)) != null;
    }

    private static String file(String service) {
        return "/contracts/openapi/" + service + ".yaml";
    }

    /** What in this exchange the document does not describe; empty when all is as published. */
    public List<String> faults(Exchange exchange) {
        JsonNode path = path(exchange.path());
        JsonNode operation = path.path(exchange.method().toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return exchange.succeeded() ? List.of("no such operation is described") : List.of();
        }
        List<String> faults = new ArrayList<>();
        answer(operation, exchange, faults);
        if (exchange.succeeded()) {
            request(operation, exchange, faults);
        }
        return faults;
    }

    /** What the document shows by way of example and does not fit, and where it ought to show one and does not. */
    List<String> exampleFaults() {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                String id = operation.path("operationId").asText();
                examples(id + " request", operation.at("/requestBody/content"), faults);
                for (Map.Entry<String, JsonNode> answer :
                        operation.path("responses").properties()) {
                    examples(
                            id + " " + answer.getKey(),
                            resolved(answer.getValue()).path("content"),
                            faults);
                }
            }
        }
        return faults;
    }

    private void examples(String place, JsonNode content, List<String> faults) {
        for (Map.Entry<String, JsonNode> media : content.properties()) {
            if (!media.getKey().matches("application/(problem\\+)?json")) {
                continue;
            }
            List<JsonNode> shown = new ArrayList<>();
            if (media.getValue().has("example")) {
                shown.add(media.getValue().path("example"));
            }
            media.getValue()
                    .path("examples")
                    .forEach(example -> shown.add(resolved(example).path("value")));
            if (shown.isEmpty()) {
                faults.add(place + " shows no example");
            }
            for (JsonNode example : shown) {
                schema(media.getValue().path("schema"))
                        .validate(example)
                        .forEach(message -> faults.add(place + ": " + message));
            }
        }
    }

    private void answer(JsonNode operation, Exchange exchange, List<String> faults) {
        JsonNode response = resolved(operation.path("responses").path(String.valueOf(exchange.status())));
        if (response.isMissingNode()) {
            faults.add("the status " + exchange.status() + " is not described; the answer was: " + exchange.answer());
            return;
        }
        headers(response.path("headers"), exchange, faults);
        if (exchange.answeredType() == null) {
            if (response.has("content")) {
                faults.add("the answer has no body, and one is described");
            }
            return;
        }
        JsonNode media = media(response.path("content"), exchange.answeredType());
        if (media.isMissingNode()) {
            faults.add("the answer's media type " + exchange.answeredType() + " is not described");
            return;
        }
        body("answer", media, exchange.answeredType(), exchange.answer(), faults);
        if (exchange.answeredType().startsWith("application/problem+json")) {
            problem(media, exchange.answer(), faults);
        }
    }

    private static void headers(JsonNode described, Exchange exchange, List<String> faults) {
        Set<String> names = new TreeSet<>();
        for (Map.Entry<String, JsonNode> header : described.properties()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            names.add(name);
            if (header.getValue().path("required").asBoolean()
                    && !exchange.headers().contains(name)) {
                faults.add("the answer lacks the header " + header.getKey());
            }
        }
        for (String telling : TELLING_HEADERS) {
            if (exchange.headers().contains(telling) && !names.contains(telling)) {
                faults.add("the header " + telling + " of the answer is not described");
            }
        }
    }

    private static void problem(JsonNode media, String answer, List<String> faults) {
        String type = parsed(answer).path("type").asText();
        String code = type.substring(type.lastIndexOf(':') + 1);
        if (!media.path("examples").has(code)) {
            faults.add("the problem " + code + " is not among those that are described with this status");
        }
    }

    private void request(JsonNode operation, Exchange exchange, List<String> faults) {
        for (String name : exchange.query()) {
            boolean described = false;
            for (JsonNode parameter : operation.path("parameters")) {
                described |= parameter.path("in").asText().equals("query")
                        && parameter.path("name").asText().equals(name);
            }
            if (!described) {
                faults.add("the parameter " + name + " is not described and was taken");
            }
        }
        if (exchange.sent() != null && !exchange.sent().isEmpty()) {
            JsonNode media = media(operation.at("/requestBody/content"), exchange.sentType());
            if (media.isMissingNode()) {
                faults.add("a body of the media type " + exchange.sentType() + " is not described and was taken");
            } else {
                body("request", media, exchange.sentType(), exchange.sent(), faults);
            }
        }
    }

    private void body(String which, JsonNode media, String type, String body, List<String> faults) {
        if (type.matches("application/([a-z.-]+\\+)?json.*")) {
            JsonNode json = parsed(body);
            schemas.computeIfAbsent(media.path("schema"), this::schema)
                    .validate(which.equals("request") ? withoutNulls(json) : json)
                    .forEach(message -> faults.add("the " + which + " is not as described: " + message));
        }
    }

    private JsonSchema schema(JsonNode schema) {
        ObjectNode standing = schema.deepCopy();
        standing.set("components", document.path("components"));
        return SCHEMAS.getSchema(standing, CONFIG);
    }

    /** The path that fits; one that names the segment goes before one that leaves it open. */
    private JsonNode path(String path) {
        String[] asked = path.split("/");
        JsonNode best = document.path("paths").path(path);
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, JsonNode> candidate : document.path("paths").properties()) {
            int open = openSegments(candidate.getKey().split("/"), asked);
            if (best.isMissingNode() || open < fewest && open >= 0) {
                if (open >= 0) {
                    best = candidate.getValue();
                    fewest = open;
                }
            }
        }
        return best;
    }

    /** How many segments of the template stand for anything; -1 when it does not fit. */
    private static int openSegments(String[] template, String[] path) {
        if (template.length != path.length) {
            return -1;
        }
        int open = 0;
        for (int i = 0; i < path.length; i++) {
            if (template[i].startsWith("{")) {
                open++;
            } else if (!template[i].equals(path[i])) {
                return -1;
            }
        }
        return open;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static JsonNode media(JsonNode content, String type) {
        String name = type == null ? "" : type.replaceFirst("\\s*;.*", "").toLowerCase(Locale.ROOT);
        JsonNode exact = content.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        JsonNode family = content.path(name.replaceFirst("/.*", "/*"));
        return family.isMissingNode() ? content.path("*/*") : family;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    /** What is null in a body of a call means the same as what is left out. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> absent = new ArrayList<>();
            object.properties().forEach(member -> {
                if (member.getValue().isNull()) {
                    absent.add(member.getKey());
                }
            });
            object.remove(absent);
        }
        node.forEach(OpenApiContract::withoutNulls);
        return node;
    }

    /** With every object closed whose fields are listed. */
    private static JsonNode closed(JsonNode node) {
        if (node.isObject()
                && node.path("type").asText().equals("object")
                && node.has("properties")
                && !node.has("additionalProperties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(OpenApiContract::closed);
        return node;
    }
}
