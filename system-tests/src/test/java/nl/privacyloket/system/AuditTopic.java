package nl.privacyloket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.privacyloket.stack.Stack;

/** The audit stream as compliance reads it. */
final class AuditTopic {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditTopic() {}

    /** The indices of each service's entries, in the order of the topic, repetitions left out. */
    static Map<String, List<Long>> indices(Stack stack) {
        return entries(stack).stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.path("service").asText(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), entries -> entries.stream()
                                .map(entry -> entry.path("index").asLong())
                                .distinct()
                                .toList())));
    }

    static List<JsonNode> entries(Stack stack) {
        return Topics.read(stack, "privacyloket.audit.v1").stream()
                .map(record -> {
                    try {
                        return JSON.readTree(record.value());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
