package nl.privacyloket.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An event as the contracts show it. */
record GoldenSample(String name, String topic, String key, Map<String, String> headers, ObjectNode data) {
    private static final Path DIRECTORY = Path.of("../contracts/src/main/resources/contracts/events");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those on topics that somebody of the product reads and acts on. */
    static List<GoldenSample> consumed() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.sample(-.*)?\\.json"))
                    .sorted()
                    .map(GoldenSample::read)
                    .filter(sample -> !sample.topic().contains("dead-letters")
                            && !sample.topic().equals("privacyloket.audit.v1"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenSample read(Path file) {
        try {
            var content = JSON.readTree(file.toFile());
            Map<String, String> headers = new LinkedHashMap<>();
            content.path("headers")
                    .fields()
                    .forEachRemaining(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new GoldenSample(
                    file.getFileName().toString(),
                    content.path("topic").asText(),
                    content.path("key").asText(),
                    headers,
                    (ObjectNode) content.path("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }
}
