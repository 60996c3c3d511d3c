package nl.privacyloket.kit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

/** Names operations and says of their parameters, bodies and answers what the annotations leave out. */
final class OperationDescriptions {
    private final OperationMethods methods;
    private final SourceComments comments;
    private final Wording wording;
    private final Examples examples;

    OperationDescriptions(OperationMethods methods, SourceComments comments, Wording wording, Examples examples) {
        this.methods = methods;
        this.comments = comments;
        this.wording = wording;
        this.examples = examples;
    }

    void describe(OpenAPI document, Operation operation, String path) {
        MethodInfo method = methods.of(operation);
        String id = operation.getOperationId().contains("_") ? idOf(method) : operation.getOperationId();
        operation.setOperationId(id);
        Comment comment = comments.of(method);
        if (operation.getDescription() == null) {
            operation.setDescription(comment.text().isBlank() ? operation.getSummary() + "." : comment.text());
        }
        describeTags(document, operation, method.declaringClass());
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            describe(parameter, comment, path);
        }
        if (operation.getRequestBody() != null) {
            Content content = operation.getRequestBody().getContent();
            if (operation.getRequestBody().getDescription() == null) {
                descriptionOf(content, document).ifPresent(operation.getRequestBody()::setDescription);
            }
            examples.request(id).ifPresent(example -> show(content, example));
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                examples.answer(id, status).ifPresent(example -> show(response.getContent(), example));
                if (List.of("OK", "Created", "Accepted", "No Content").contains(response.getDescription())) {
                    response.setDescription(descriptionOf(response.getContent(), document)
                            .orElse(status.equals("204") ? "Done; there is nothing more to say." : "Done."));
                }
            }
        });
    }

    private static String idOf(MethodInfo method) {
        String resource = method.declaringClass().name().withoutPackagePrefix().replaceFirst("Resource$", "");
        String name = method.name();
        return Character.toLowerCase(resource.charAt(0))
                + resource.substring(1)
                + Character.toUpperCase(name.charAt(0))
                + name.substring(1);
    }

    private void describeTags(OpenAPI document, Operation operation, ClassInfo resource) {
        for (String name : operation.getTags() == null ? List.<String>of() : operation.getTags()) {
            document.getTags().stream()
                    .filter(tag -> tag.getName().equals(name) && tag.getDescription() == null)
                    .forEach(tag -> tag.setDescription(wording.find("tag." + name.replace(' ', '-'))
                            .orElseGet(() -> comments.of(resource).text())));
        }
    }

    private void describe(Parameter parameter, Comment comment, String path) {
        if (parameter.getDescription() == null) {
            comment.parameter(parameter.getName())
                    .or(() -> wording.find(pathBefore(path, parameter), "parameter." + parameter.getName()))
                    .ifPresent(parameter::setDescription);
        }
    }

    /** What an id is of follows from the path before it: {@code parameter.holds.id}. */
    private static String pathBefore(String path, Parameter parameter) {
        int at = path.indexOf("/{" + parameter.getName() + "}");
        String before = at < 0 ? path : path.substring(0, at);
        return "parameter." + before.substring(before.lastIndexOf('/') + 1) + "." + parameter.getName();
    }

    private static Optional<String> descriptionOf(Content content, OpenAPI document) {
        return schemas(content).stream()
                .map(schema -> schema.getRef() == null ? schema : named(schema.getRef(), document))
                .map(Schema::getDescription)
                .filter(text -> text != null && !text.isBlank())
                .findFirst();
    }

    private static Schema named(String reference, OpenAPI document) {
        return document.getComponents().getSchemas().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static List<Schema> schemas(Content content) {
        return mapped(content, MediaType::getSchema);
    }

    private static <T> List<T> mapped(Content content, Function<MediaType, T> part) {
        List<T> parts = new ArrayList<>();
        if (content != null) {
            content.getMediaTypes().values().forEach(media -> {
                if (part.apply(media) != null) {
                    parts.add(part.apply(media));
                }
            });
        }
        return parts;
    }

    private static void show(Content content, Object example) {
        if (content != null) {
            for (Map.Entry<String, MediaType> media : content.getMediaTypes().entrySet()) {
                if (media.getKey().equals("application/json")) {
                    media.getValue().setExample(example);
                }
            }
        }
    }
}
