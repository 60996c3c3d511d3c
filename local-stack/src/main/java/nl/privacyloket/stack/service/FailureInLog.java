package nl.privacyloket.stack.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person needs of the log of a service that failed: what it says went wrong, otherwise its last lines. */
final class FailureInLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LAST_LINES = 10;

    private final Path log;

    FailureInLog(Path log) {
        this.log = log;
    }

    /** A few lines, without stack traces. */
    String text() throws IOException {
        List<String> lines =
                Files.readString(log, StandardCharsets.UTF_8).lines().toList();
        List<String> causes = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("{")) {
                addErrors(line, causes);
            } else if (line.startsWith("Caused by: ")) {
                causes.add(line);
            }
        }
        List<String> shown =
                causes.isEmpty() ? lines : causes.stream().distinct().toList();
        return String.join("\n", shown.subList(Math.max(0, shown.size() - LAST_LINES), shown.size()));
    }

    private static void addErrors(String line, List<String> causes) {
        try {
            JsonNode entry = JSON.readTree(line);
            if (entry.path("level").asText().equals("ERROR")) {
                causes.add(entry.path("message").asText());
                addCauses(entry.path("exception"), causes);
            }
        } catch (JsonProcessingException e) {
            // A line that was being written when the process ended; the others tell enough.
        }
    }

    private static void addCauses(JsonNode exception, List<String> causes) {
        for (JsonNode cause = exception.path("causedBy").path("exception");
                cause.isObject();
                cause = cause.path("causedBy").path("exception")) {
            causes.add("Caused by: " + cause.path("exceptionType").asText() + ": "
                    + cause.path("message").asText());
        }
    }
}
