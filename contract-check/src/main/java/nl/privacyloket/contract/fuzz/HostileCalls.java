package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** Makes calls: first one as described, which most often is twisted in one place or two. */
final class HostileCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final int AS_DESCRIBED = 8;

    private final Described document;
    private final Target target;

    HostileCalls(Described document, Target target) {
        this.document = document;
        this.target = target;
    }

    /** A call with the published examples, and without a caller. */
    RawCall asDescribed(Operation operation, Random random) {
        FittingValues fitting = new FittingValues(document, random).showing();
        StringBuilder path = new StringBuilder();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            variables.appendReplacement(path, Matcher.quoteReplacement(target.existing(operation, variables.group(1))));
        }
        variables.appendTail(path);
        String query = operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query")
                        && parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText() + "="
                        + fitting.of(parameter.path("schema"), 0).asText())
                .collect(Collectors.joining("&"));
        RawCall call = new RawCall(
                operation.name(), operation.method(), query.isEmpty() ? path.toString() : path + "?" + query);
        call.header("Accept", accepted(operation));
        body(operation, random, fitting, call);
        return call;
    }

    RawCall call(Operation operation, Random random) {
        FittingValues fitting = new FittingValues(document, random);
        RawCall call = new RawCall(operation.name(), operation.method(), path(operation, random, fitting));
        call.header("Accept", accepted(operation));
        parameters(operation, random, fitting, call);
        List<Map<String, String>> callers = target.callers(operation);
        if (!callers.isEmpty()) {
            callers.get(random.nextInt(callers.size())).forEach(call::header);
        }
        JsonNode json = body(operation, random, fitting, call);
        if (random.nextInt(AS_DESCRIBED) > 0) {
            Twists twists = new Twists(operation, random);
            twists.twist(call, json);
            if (random.nextInt(3) == 0) {
                twists.twistAround(call);
            }
        }
        return call;
    }

    /** Events go on for ever, and lines do not. */
    private static String accepted(Operation operation) {
        return operation.path().equals("/audit/entries") ? "application/x-ndjson, application/problem+json" : "*/*";
    }

    private String path(Operation operation, Random random, FittingValues fitting) {
        Matcher variables = VARIABLE.matcher(operation.path());
        StringBuilder path = new StringBuilder();
        while (variables.find()) {
            String name = variables.group(1);
            String value = random.nextInt(12) == 0
                    ? new UUID(random.nextLong(), random.nextLong()).toString()
                    : target.existing(operation, name);
            variables.appendReplacement(
                    path, Matcher.quoteReplacement(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        variables.appendTail(path);
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.path("in").asText().equals("query")
                    && (parameter.path("required").asBoolean() || random.nextInt(3) == 0)) {
                String value = fitting.of(parameter.path("schema"), 0).asText();
                query.add(parameter.path("name").asText() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return query.isEmpty() ? path.toString() : path + "?" + String.join("&", query);
    }

    private static void parameters(Operation operation, Random random, FittingValues fitting, RawCall call) {
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            if (!parameter.path("in").asText().equals("header") || random.nextInt(3) == 0) {
                continue;
            }
            if (name.equals("Idempotency-Key")) {
                call.header(name, new UUID(random.nextLong(), random.nextLong()).toString());
            } else if (name.equals("If-Match")) {
                call.header(name, random.nextBoolean() ? "*" : "\"" + random.nextInt(3) + "\"");
            } else if (!name.endsWith("-Token")) {
                call.header(name, fitting.of(parameter.path("schema"), 0).asText());
            }
        }
    }

    /** @return the body when it is JSON, which is written when it has been twisted; else null */
    private JsonNode body(Operation operation, Random random, FittingValues fitting, RawCall call) {
        if (operation.bodies().isEmpty()) {
            return null;
        }
        List<String> types = new ArrayList<>(operation.bodies().keySet());
        String type = types.get(random.nextInt(types.size()));
        String given = target.body(operation, type);
        if (given != null) {
            call.header("Content-Type", type).body = given.getBytes(StandardCharsets.UTF_8);
            return null;
        }
        if (type.equals("multipart/form-data")) {
            call.header("Content-Type", type + "; boundary=grens").body = ("--grens\r\nContent-Disposition: form-data;"
                            + " name=\"document\"; filename=\"copy.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n"
                            + HostileValues.text(random) + "\r\n--grens--\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            return null;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            call.header("Content-Type", type).body = "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8);
            return null;
        }
        call.header("Content-Type", type);
        JsonNode json = fitting.body(operation.bodies().get(type));
        call.body = (json.isTextual() ? json.asText() : written(json)).getBytes(StandardCharsets.UTF_8);
        return json.isContainerNode() ? json : null;
    }

    static String written(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
