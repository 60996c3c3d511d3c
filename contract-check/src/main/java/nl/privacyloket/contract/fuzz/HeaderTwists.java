package nl.privacyloket.contract.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import nl.privacyloket.contract.fuzz.Described.Operation;

/** What is done to the path, the query, the method and the headers of a call. */
final class HeaderTwists {
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "NOSUCHMETHOD");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/json; charset=nosuch",
            "application/json;;",
            "application/problem+json",
            "application/yaml",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=grens",
            "application/x-www-form-urlencoded",
            "application/x-ndjson",
            "*/*",
            "/",
            "",
            "application/json, text/html",
            "application/" + "x".repeat(2_000));
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "*",
            "\"",
            "W/\"1\"",
            "\"1\", \"2\"",
            "\"99999999999999999999\"",
            "\"-1\"",
            "\"" + HostileValues.MARK + "\"",
            HostileValues.MARK,
            "x".repeat(201),
            "x".repeat(5_000),
            "\u00e9\u00e8",
            "a b",
            "null",
            "%00",
            "1e400",
            "\t",
            "Bearer",
            "Bearer ",
            "Bearer " + HostileValues.MARK,
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Basic eDp5");
    private static final List<String> NAMES = List.of(
            "If-Match",
            "Idempotency-Key",
            "Accept-Language",
            "Authorization",
            "Status-Token",
            "Upload-Token",
            "Transfer-Token",
            "Permit-Token",
            "X-HTTP-Method-Override",
            "X-Forwarded-For",
            "Forwarded",
            "Range",
            "If-None-Match",
            "Last-Event-ID",
            "Content-Language",
            "Cookie",
            "traceparent",
            "baggage",
            "Origin",
            "Expect-CT",
            "TE");

    private final Operation operation;
    private final Random random;

    HeaderTwists(Operation operation, Random random) {
        this.operation = operation;
        this.random = random;
    }

    void twist(RawCall call) {
        switch (random.nextInt(10)) {
            case 0, 1 -> variable(call);
            case 2, 3 -> query(call);
            case 4 -> abusedPath(call);
            case 5 -> {
                call.method = METHODS.get(random.nextInt(METHODS.size()));
                call.twisted("method " + call.method);
            }
            case 6 -> {
                call.header("Content-Type", TYPES.get(random.nextInt(TYPES.size())));
                call.twisted("another media type");
            }
            case 7 -> accept(call);
            default -> header(call);
        }
    }

    private void accept(RawCall call) {
        if (!operation.path().equals("/audit/entries")) {
            call.header("Accept", TYPES.get(random.nextInt(TYPES.size()))).twisted("another accept");
        }
    }

    private void header(RawCall call) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        if (random.nextInt(5) == 0) {
            call.add(name, value).add(name, value).twisted("twice " + name);
        } else {
            call.header(name, value).twisted("another " + name);
        }
    }

    private void variable(RawCall call) {
        String[] template = operation.path().split("/");
        String[] parts = call.path.replaceFirst("\\?.*", "").split("/");
        for (int i = 0; i < template.length && i < parts.length; i++) {
            if (template[i].startsWith("{") && random.nextBoolean()) {
                parts[i] = HostileValues.encoded(random);
                call.twisted("another " + template[i]);
            }
        }
        int at = call.path.indexOf('?');
        call.path = String.join("/", parts) + (at < 0 ? "" : call.path.substring(at));
        if (!call.path.startsWith("/")) {
            call.path = "/" + call.path;
        }
    }

    private void query(RawCall call) {
        List<JsonNode> queries = operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .toList();
        String name = queries.isEmpty() || random.nextInt(6) == 0
                ? "unknown"
                : queries.get(random.nextInt(queries.size())).path("name").asText();
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            call.path += (call.path.contains("?") ? "&" : "?")
                    + name
                    + (random.nextInt(8) == 0 ? "" : "=" + HostileValues.encoded(random));
        }
        call.twisted("query " + name);
    }

    private void abusedPath(RawCall call) {
        String path = call.path;
        int kind = random.nextInt(11);
        call.path = switch (kind) {
            case 0 -> path.replaceFirst("/", "//");
            case 1 -> path + "/";
            case 2 -> path + "/../../q/health";
            case 3 -> path + "%2f..%2f..";
            case 4 -> path + ";jsessionid=" + HostileValues.MARK;
            case 5 -> path + "/" + "x".repeat(3_500);
            case 6 -> "/./" + path.substring(1);
            case 7 -> path + "%00";
            case 8 -> path.toUpperCase(java.util.Locale.ROOT);
            case 9 -> "http://elsewhere.example" + path;
            default -> path + "?" + "a=b&".repeat(900);
        };
        call.twisted("path of kind " + kind);
    }
}
