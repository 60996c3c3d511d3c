package nl.privacyloket.kit.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Says by which tokens each operation opens. Roles come from {@code @RolesAllowed}, or from {@code @SecurityRequirement} where
 * a method lets anyone in and looks at the caller itself; a header that is called a token is a way in of its own.
 */
final class WaysIn {
    private static final String BEARER = "bearer";

    private final OperationMethods methods;
    private final Wording wording;

    WaysIn(OperationMethods methods, Wording wording) {
        this.methods = methods;
        this.wording = wording;
    }

    void describe(OpenAPI document) {
        Map<String, SecurityScheme> schemes = new LinkedHashMap<>();
        // One scheme under one name: which provider gives the tokens differs, so it is no part of the contract.
        schemes.put(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                                "Access token of the organisation's OpenID Connect provider. The claim `roles` holds the roles"
                                        + " (of which one of those named with a call is needed), the claim `organisations` the ids of the"
                                        + " organisations that its bearer works for: what belongs to others is not found (404)."));
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                operation.setSecurity(of(operation, schemes));
            }
        }
        document.getComponents().setSecuritySchemes(schemes);
    }

    private List<SecurityRequirement> of(Operation operation, Map<String, SecurityScheme> schemes) {
        List<SecurityRequirement> ways = new ArrayList<>();
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        for (Parameter parameter : parameters) {
            String name = parameter.getName();
            if (parameter.getIn() == Parameter.In.HEADER && name.endsWith("-Token")) {
                schemes.putIfAbsent(name, token(name));
                ways.add(OASFactory.createSecurityRequirement().addScheme(name));
            }
        }
        List<String> roles = operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .flatMap(requirement -> requirement.getSchemes().values().stream())
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList();
        if (!roles.isEmpty()) {
            if (ways.isEmpty() && methods.letsAnyoneIn(operation)) {
                ways.add(OASFactory.createSecurityRequirement());
            }
            ways.add(OASFactory.createSecurityRequirement().addScheme(BEARER, roles));
        }
        return ways;
    }

    private SecurityScheme token(String name) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(name)
                .description(wording.find("security." + name)
                        .orElseThrow(() -> new IllegalStateException("No words for the token " + name)));
    }
}
