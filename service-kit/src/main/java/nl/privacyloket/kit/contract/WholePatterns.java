package nl.privacyloket.kit.contract;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Bean Validation asks that a pattern fits the whole value, JSON Schema that it fits somewhere: patterns get their anchors. */
final class WholePatterns {
    /** What the platform writes for a text that is not blank: one mark somewhere is enough. */
    private static final String NOT_BLANK = "\\S";

    private WholePatterns() {}

    static void anchor(OpenAPI document) {
        document.getComponents().getSchemas().values().forEach(WholePatterns::anchor);
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                if (operation.getParameters() != null) {
                    operation.getParameters().forEach(parameter -> anchor(parameter.getSchema()));
                }
                if (operation.getRequestBody() != null) {
                    anchor(operation.getRequestBody().getContent());
                }
                operation.getResponses().getAPIResponses().values().forEach(response -> anchor(response.getContent()));
            }
        }
    }

    private static void anchor(Content content) {
        if (content != null) {
            content.getMediaTypes().values().stream().map(MediaType::getSchema).forEach(WholePatterns::anchor);
        }
    }

    private static void anchor(Schema schema) {
        if (schema == null) {
            return;
        }
        if (schema.getPattern() != null) {
            schema.setPattern(whole(schema.getPattern()));
        }
        anchor(schema.getItems());
        anchor(schema.getAdditionalPropertiesSchema());
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(WholePatterns::anchor);
        }
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(parts -> parts != null)
                .flatMap(List::stream)
                .forEach(WholePatterns::anchor);
    }

    /** @return the pattern that fits somewhere in a value exactly when the given one fits all of it */
    static String whole(String pattern) {
        if (pattern.equals(NOT_BLANK) || pattern.startsWith("^") && pattern.endsWith("$")) {
            return pattern;
        }
        return pattern.contains("|") ? "^(?:" + pattern + ")$" : "^" + pattern + "$";
    }
}
