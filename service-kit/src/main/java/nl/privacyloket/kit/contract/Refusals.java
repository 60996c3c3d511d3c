package nl.privacyloket.kit.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.problem.ProblemTexts;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Lists with every operation the refusals that it can answer with. What follows from its form is added: a token that is not
 * valid, a role that is missing, an id of nothing, a body that is not what it takes. What the operation itself declares names
 * its problems by the last part of their type, in the description of the response.
 */
final class Refusals {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final Pattern CODE = Pattern.compile("[a-z]+(?:-[a-z]+)*");
    /** What the platform says when a resource says nothing. */
    private static final Set<String> PLATFORM = Set.of("Bad Request", "Not Authorized", "Not Allowed");

    private static final Set<String> BODY = Set.of("invalid-input", "malformed-json", "wrong-json");

    /** What every service answers alike: name of the shared response, status, description, problems. */
    private record Shared(String name, int status, String description, Set<String> codes) {}

    private static final List<Shared> SHARED = List.of(
            new Shared("InvalidParameter", 400, "A parameter is not right; see `errors`", Set.of("invalid-input")),
            new Shared("InvalidBody", 400, "The input is not right; nothing was stored", BODY),
            new Shared("Unauthenticated", 401, "No valid token was sent", Set.of("unauthenticated")),
            new Shared("Forbidden", 403, "The token has none of the roles that this call needs", Set.of("forbidden")),
            new Shared("NotFound", 404, "It does not exist, or not for the caller", Set.of("not-found")),
            new Shared(
                    "NotAcceptable", 406, "No form of answer that the caller accepts exists", Set.of("not-acceptable")),
            new Shared("TooLarge", 413, "The body is larger than what is taken here", Set.of("too-large")),
            new Shared(
                    "UnsupportedMediaType",
                    415,
                    "The body is not of a media type that is taken here",
                    Set.of("unsupported-media-type")),
            new Shared("TooManyCalls", 429, "Too many calls came from this address", Set.of("too-many-calls")),
            new Shared("Unexpected", 500, "A fault of the service; nothing half done was kept", Set.of("unexpected")),
            new Shared(
                    "Unavailable",
                    503,
                    "The database is away or has too much to do; nothing half done was kept",
                    Set.of("unavailable")));

    private static final Map<String, Set<String>> DEFAULTS = Map.ofEntries(
            Map.entry("400", Set.of("invalid-input")),
            Map.entry("401", Set.of("unauthenticated")),
            Map.entry("403", Set.of("forbidden")),
            Map.entry("404", Set.of("not-found")),
            Map.entry("412", Set.of("changed-meanwhile")),
            Map.entry("413", Set.of("too-large")),
            Map.entry("415", Set.of("unsupported-media-type")),
            Map.entry("428", Set.of("precondition-required")),
            Map.entry("429", Set.of("too-many-calls")),
            Map.entry("503", Set.of("unavailable")));

    private final ClassLoader loader;
    private final Examples examples;
    private final Set<String> known = new TreeSet<>();
    private final List<String> unnamed = new ArrayList<>();

    Refusals(ClassLoader loader, Examples examples) {
        this.loader = loader;
        this.examples = examples;
        for (String bundle : List.of("problems", "kit-problems")) {
            ResourceBundle.getBundle(bundle, Locale.ENGLISH, loader).keySet().stream()
                    .filter(key -> key.endsWith(".title"))
                    .forEach(key -> known.add(key.substring(0, key.length() - ".title".length())));
        }
    }

    /** A reference to a response that operations share, which is there as soon as one refers to it. */
    private APIResponse shared(String name, Components components) {
        if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
            Shared found = SHARED.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            components.addResponse(name, response(found.description(), found.codes(), found.status(), components));
        }
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }

    /** @param open whether anybody may make the call, up to a number of times */
    void addTo(Operation operation, boolean open, Components components) {
        Map<String, APIResponse> declared =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        boolean body = operation.getRequestBody() != null;
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        boolean inPath = parameters.stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH);
        boolean elsewhere = parameters.stream().anyMatch(parameter -> parameter.getIn() != Parameter.In.PATH);
        // Something else than an id or a number in its place is not found by the platform already.
        boolean typed = parameters.stream()
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH || parameter.getIn() == Parameter.In.QUERY)
                .map(Parameter::getSchema)
                .anyMatch(schema -> schema.getRef() != null
                        || schema.getType() != null && !schema.getType().contains(SchemaType.STRING));
        boolean json = body && operation.getRequestBody().getContent().hasMediaType("application/json");

        Map<String, String> implied = new LinkedHashMap<>();
        if (json) {
            implied.put("400", "InvalidBody");
        } else if (body || elsewhere) {
            implied.put("400", "InvalidParameter");
        }
        implied.put("401", "Unauthenticated");
        boolean roles = operation.getSecurity().stream()
                .flatMap(way -> way.getSchemes().values().stream())
                .anyMatch(names -> !names.isEmpty());
        if (roles) {
            implied.put("403", "Forbidden");
        }
        if (inPath || elsewhere) {
            implied.put("404", "NotFound");
        }
        implied.put("406", "NotAcceptable");
        if (body) {
            implied.put("413", "TooLarge");
            implied.put("415", "UnsupportedMediaType");
        }
        if (open) {
            implied.put("429", "TooManyCalls");
        }
        implied.put("500", "Unexpected");
        implied.put("503", "Unavailable");

        implied.forEach((status, name) -> {
            APIResponse own = declared.get(status);
            if (own == null || own.getDescription() == null || PLATFORM.contains(own.getDescription())) {
                declared.put(status, shared(name, components));
            }
        });
        declared.replaceAll((status, response) -> status.compareTo("400") < 0 || response.getRef() != null
                ? response
                : ownRefusal(
                        operation.getOperationId(),
                        status,
                        response,
                        status.equals("404") ? typed : implied.containsKey(status),
                        json,
                        components));
        operation.setResponses(OASFactory.createAPIResponses());
        declared.forEach(operation.getResponses()::addAPIResponse);
    }

    /**
     * Call at the end.
     *
     * @throws IllegalStateException when a refusal names no problem, so that a caller would not know what to expect
     */
    void requireNames() {
        if (!unnamed.isEmpty()) {
            throw new IllegalStateException(
                    "Descriptions of refusals that name no type of problem:\n" + String.join("\n", unnamed));
        }
    }

    private APIResponse ownRefusal(
            String operation,
            String status,
            APIResponse response,
            boolean implied,
            boolean json,
            Components components) {
        Set<String> codes = CODE.matcher(response.getDescription())
                .results()
                .map(result -> result.group())
                .filter(known::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        // What goes without saying can happen beside what is named.
        if (codes.isEmpty() || implied) {
            codes.addAll(status.equals("400") && json ? BODY : DEFAULTS.getOrDefault(status, Set.of()));
        }
        if (codes.isEmpty()) {
            unnamed.add(operation + " " + status + ": " + response.getDescription());
        }
        APIResponse complete = response(response.getDescription(), codes, Integer.parseInt(status), components);
        if (response.getHeaders() != null) {
            response.getHeaders().forEach(complete::addHeader);
        }
        if (response.getContent() != null) {
            response.getContent().getMediaTypes().forEach((type, media) -> {
                if (!type.endsWith("json")) {
                    complete.getContent().addMediaType(type, media);
                }
            });
        }
        return complete;
    }

    private APIResponse response(String description, Set<String> codes, int status, Components components) {
        var media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM));
        for (String code : new TreeSet<>(codes)) {
            String name = code + "-" + status;
            components.addExample(name, example(code, status));
            media.addExample(code, OASFactory.createExample().ref("#/components/examples/" + name));
        }
        Content content = OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media);
        APIResponse response =
                OASFactory.createAPIResponse().description(description).content(content);
        long later = codes.stream()
                .filter(code -> examples.problem(code).containsKey(ProblemException.RETRY_AFTER))
                .count();
        if (later > 0) {
            response.addHeader("Retry-After", AnswerHeaders.retryAfter(later == codes.size()));
        }
        return response;
    }

    private Example example(String code, int status) {
        Map<String, Object> members = examples.problem(code);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", Problem.TYPE_PREFIX + code);
        problem.put("title", text(code + ".title", members));
        problem.put("status", status);
        problem.put("detail", text(code + ".detail", members));
        problem.putAll(members);
        return OASFactory.createExample()
                .summary(text(code + ".title", members))
                .value(problem);
    }

    private String text(String key, Map<String, Object> members) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return ProblemTexts.find(key, Locale.ENGLISH, members)
                    .orElseThrow(() -> new IllegalStateException("There is no text " + key));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
