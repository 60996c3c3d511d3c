package nl.privacyloket.kit.contract;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** The methods behind operations, and the bodies that these answer with where the platform leaves them out. */
final class OperationMethods {
    private static final DotName OPERATION =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
    private static final DotName ANYONE = DotName.createSimple(PermitAll.class);
    private static final DotName ROLES = DotName.createSimple(RolesAllowed.class);

    private final IndexView index;

    OperationMethods(IndexView index) {
        this.index = index;
    }

    /** Under the strategy package-class-method the platform names an operation after its method, unless it has a name. */
    MethodInfo of(Operation operation) {
        String id = operation.getOperationId();
        for (AnnotationInstance named : index.getAnnotations(OPERATION)) {
            if (named.value("operationId") != null
                    && named.value("operationId").asString().equals(id)) {
                return named.target().asMethod();
            }
        }
        int split = id.lastIndexOf('_');
        ClassInfo resource = index.getClassByName(DotName.createSimple(id.substring(0, split)));
        return resource.methods().stream()
                .filter(method -> method.name().equals(id.substring(split + 1)))
                .max(Comparator.comparing(method -> method.annotations().size()))
                .orElseThrow();
    }

    /** Whether the platform lets callers without a token through to the method. */
    boolean letsAnyoneIn(Operation operation) {
        MethodInfo method = of(operation);
        return method.hasAnnotation(ANYONE)
                || method.declaringClass().hasDeclaredAnnotation(ANYONE) && !method.hasAnnotation(ROLES);
    }

    /** Gives every success the body that its method returns, also those whose status is not the usual one. */
    void completeAnswers(OpenAPI document) {
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
                Optional<Content> known = responses.values().stream()
                        .map(APIResponse::getContent)
                        .filter(content -> content != null && content.hasMediaType("application/json"))
                        .findFirst()
                        .or(() -> returned(of(operation), document));
                responses.forEach((status, response) -> {
                    if (status.startsWith("2") && !status.equals("204") && response.getContent() == null) {
                        known.ifPresent(content -> response.setContent(copy(content)));
                    }
                });
            }
        }
    }

    private Optional<Content> returned(MethodInfo method, OpenAPI document) {
        Type type = method.returnType();
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE && type.name().local().endsWith("RestResponse")) {
            type = type.asParameterizedType().arguments().get(0);
        }
        ClassInfo declared = index.getClassByName(type.name());
        String schema = declared == null ? "" : SchemaTypes.nameOf(declared);
        return document.getComponents().getSchemas().containsKey(schema)
                ? Optional.of(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(schema))))
                : Optional.empty();
    }

    private static Content copy(Content content) {
        Content copy = OASFactory.createContent();
        content.getMediaTypes()
                .forEach((type, media) ->
                        copy.addMediaType(type, OASFactory.createMediaType().schema(media.getSchema())));
        return copy;
    }
}
