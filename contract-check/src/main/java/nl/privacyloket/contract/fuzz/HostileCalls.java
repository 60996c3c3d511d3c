package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /**
     * A call with what fits or else the published examples, and without a caller.
     *
     * @param scheme of the token that the caller will have, or null
     */
    RawCall asDescribed(Operation operation, String scheme, Random random) {
        FittingValues fitting = new FittingValues(document, random).showing();
        StringBuilder path = new StringBuilder();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            variables.appendReplacement(path, Matcher.quoteReplacement(target.existing(operation, variables.group(1))));
        }
        variables.appendTail(path);
        String given = target.query(operation);
        String query = given != null ? given : required(operation, fitting);
        RawCall call = new RawCall(
                operation.name(), operation.method(), query.isEmpty() ? path.toString() : path + "?" + query);
        call.header("Accept", accepted(operation));
        body(operation, scheme, random, fitting, call, true);
        return call;
    }

    private static String required(Operation operation, FittingValues fitting) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query")
                        && parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText() + "="
                        + fitting.of(parameter.path("schema"), 0).asText())
                .collect(Collectors.joining("&"));
    }

    RawCall call(Operation operation, Random random) {
        FittingValues fitting = new FittingValues(document, random);
        RawCall call = new RawCall(operation.name(), operation.method(), path(operation, random, fitting));
        call.header("Accept", accepted(operation));
        parameters(operation, random, fitting, call);
        String scheme = caller(operation, random, call);
        JsonNode json = body(operation, scheme, random, fitting, call, false);
        if (random.nextInt(AS_DESCRIBED) > 0) {
            Twists twists = new Twists(operation, random);
            twists.twist(call, json);
            if (random.nextInt(3) == 0) {
                twists.twistAround(call);
            }
        }
        return call;
    }

    /**
     * Mostly somebody who may make that call, about what is in its path.
     *
     * @return the scheme of the token, or null
     */
    private String caller(Operation operation, Random random, RawCall call) {
        List<Map<String, List<String>>> ways = operation.security();
        String scheme = ways.isEmpty()
                ? null
                : ways.get(random.nextInt(ways.size())).keySet().stream()
                        .findFirst()
                        .orElse(null);
        if (AccessMatrix.BEARER.equals(scheme)) {
            call.header("Authorization", "Bearer " + target.staff());
        } else if (scheme != null) {
            boolean another = random.nextInt(10) == 0;
            call.header(scheme, another ? target.anothersToken(operation, scheme) : target.token(operation, scheme));
        }
        return scheme;
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
        String given = target.query(operation);
        if (given != null && random.nextBoolean()) {
            return path + "?" + given;
        }
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

    /**
     * @param fits whether it has to be one that is taken
     * @return the body when it is JSON, which is written when it has been twisted; else null
     */
    private JsonNode body(
            Operation operation, String scheme, Random random, FittingValues fitting, RawCall call, boolean fits) {
        if (operation.bodies().isEmpty()) {
            return null;
        }
        List<String> types = new ArrayList<>(operation.bodies().keySet());
        String type = types.get(random.nextInt(types.size()));
        byte[] given = fits || random.nextInt(3) > 0 ? target.body(operation, scheme, type) : null;
        if (type.equals("multipart/form-data")) {
            byte[] file = given != null
                    ? given
                    : ("%PDF-1.7\n" + HostileValues.text(random)).getBytes(StandardCharsets.UTF_8);
            call.header("Content-Type", type + "; boundary=grens").body = multipart(file);
            return null;
        }
        if (given != null) {
            call.header("Content-Type", type).body = given;
            return type.equals("application/json") ? parsed(given) : null;
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

    private static byte[] multipart(byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--grens\r\nContent-Disposition: form-data; name=\"document\"; filename=\"copy.pdf\"\r\n"
                        + "Content-Type: application/pdf\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--grens--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String written(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
