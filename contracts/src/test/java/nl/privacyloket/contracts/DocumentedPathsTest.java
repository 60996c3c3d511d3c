package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows the documents in the middle of the night calls what the services have, with parameters that they know. */
class DocumentedPathsTest {
    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();
    /** A call in words. What stands before the path's last parts may be left out with an ellipsis. */
    private static final Pattern IN_WORDS = Pattern.compile("`(GET|POST|PUT|DELETE) ([/…][^` ]*)`");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:localhost:(808[0-3])|https://\\w+\\.example\\.nl)(/[^\\s`'\"#|)]*)");
    private static final Map<String, String> SERVICES =
            Map.of("8080", "request-service", "8081", "retention-service", "8082", "notification-service");
    /** The connector has no document of its own. */
    private static final List<String> CONNECTOR =
            List.of("/dead-letters", "/dead-letters/{id}", "/dead-letters/{id}/replay");

    private static final List<Operation> OPERATIONS = operations();

    /** One that is published; {@code method} in capitals. */
    private record Operation(String service, String method, String path, Set<String> parameters) {}

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(DOCS), Files.list(DOCS.resolve("operations")))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void callsInWordsExist(Path document) throws IOException {
        List<Matcher> calls = found(IN_WORDS, document);

        assertThat(calls).allSatisfy(call -> assertThat(OPERATIONS)
                .as(call.group())
                .anyMatch(operation -> operation.method().equals(call.group(1)) && fits(call.group(2), operation)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void addressesExist(Path document) throws IOException {
        List<Matcher> calls = found(ADDRESS, document);
        calls.removeIf(call -> call.group(2).startsWith("/q/") || call.group(2).equals("/"));

        assertThat(calls).allSatisfy(call -> {
            String service = call.group(1) == null ? null : SERVICES.getOrDefault(call.group(1), "jdbc-connector");
            assertThat(OPERATIONS)
                    .as(call.group())
                    .anyMatch(operation ->
                            (service == null || operation.service().equals(service)) && fits(call.group(2), operation));
        });
    }

    private static List<Matcher> found(Pattern pattern, Path document) throws IOException {
        List<Matcher> found = new ArrayList<>();
        Matcher all = pattern.matcher(Files.readString(document));
        while (all.find()) {
            Matcher one = pattern.matcher(all.group());
            assertThat(one.matches()).isTrue();
            found.add(one);
        }
        return found;
    }

    private static boolean fits(String written, Operation operation) {
        String[] call = written.split("\\?", 2);
        List<String> segments = segments(call[0].replaceFirst("^…", ""));
        List<String> own = segments(operation.path());
        if (call[0].startsWith("…") && segments.size() < own.size()) {
            own = own.subList(own.size() - segments.size(), own.size());
        }
        if (segments.size() != own.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            boolean open = own.get(i).startsWith("{");
            // What is a parameter there may have any value here; elsewhere the words are the same.
            if (!open && !own.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return call.length == 1
                || Stream.of(call[1].split("&"))
                        .map(parameter -> parameter.replaceFirst("=.*", ""))
                        .allMatch(operation.parameters()::contains);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/"));
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        CONNECTOR.forEach(path -> operations.add(new Operation("jdbc-connector", "GET", path, Set.of())));
        for (Path file : ContractFiles.files("openapi", ".+-service\\.yaml")) {
            JsonNode document = ContractFiles.read(file);
            String service = file.getFileName().toString().replace(".yaml", "");
            document.path("paths").fields().forEachRemaining(path -> path.getValue()
                    .fields()
                    .forEachRemaining(member -> operations.add(new Operation(
                            service,
                            member.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            parameters(document, path.getValue(), member.getValue())))));
        }
        assertThat(operations).hasSizeGreaterThan(CONNECTOR.size());
        return operations;
    }

    private static Set<String> parameters(JsonNode document, JsonNode path, JsonNode operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode all : List.of(path.path("parameters"), operation.path("parameters"))) {
            for (JsonNode one : all) {
                JsonNode parameter =
                        one.has("$ref") ? document.at(one.path("$ref").asText().substring(1)) : one;
                if (parameter.path("in").asText().equals("query")) {
                    names.add(parameter.path("name").asText());
                }
            }
        }
        return names;
    }
}
