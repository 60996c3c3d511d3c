package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who may write and read which topic at Kafka: what operations grant is what the AsyncAPI document says. */
class RightsAtKafkaTest {
    private static final JsonNode DOCUMENT = ContractFiles.read(ContractFiles.ROOT.resolve("asyncapi.yaml"));
    private static final Path RIGHTS = Path.of("..", "deploy", "kafka", "rights.csv");
    private static final String AUDIT = "privacyloket.audit.v1";

    private record Right(String principal, String pattern, String name, List<String> operations) {
        boolean covers(String topic) {
            return pattern.equals("prefixed") ? topic.startsWith(name) : topic.equals(name);
        }

        /** The connector is what a data system has that reads no commands itself. */
        String party() {
            return principal.equals("jdbc-connector") ? "data-system" : principal;
        }
    }

    @Test
    void whoWritesATopicMayWriteItAndNobodyElse() throws IOException {
        for (JsonNode channel : DOCUMENT.path("channels")) {
            assertThat(parties(channel, "Write"))
                    .as(channel.path("address").asText())
                    .isEqualTo(words(channel.path("x-write")));
        }
    }

    @Test
    void whoReadsATopicMayReadItAndNobodyElse() throws IOException {
        for (JsonNode channel : DOCUMENT.path("channels")) {
            Set<String> readers = words(channel.path("x-read"));
            if (channel.path("address").asText().equals(AUDIT)) {
                // After a restore they take back what their database lost.
                readers.addAll(words(channel.path("x-write")));
            }

            assertThat(parties(channel, "Read"))
                    .as(channel.path("address").asText())
                    .isEqualTo(readers);
        }
    }

    /** Of all topics that the address stands for: each service's, or each data system's. */
    private static Set<String> parties(JsonNode channel, String operation) throws IOException {
        String address = channel.path("address").asText();
        List<String> topics = address.contains("{service}")
                ? List.of("request-service", "retention-service", "notification-service", "{system}").stream()
                        .map(service -> address.replace("{service}", service))
                        .toList()
                : List.of(address);
        return rights().stream()
                .filter(right -> right.operations().contains(operation))
                .filter(right -> topics.stream().anyMatch(right::covers))
                .map(Right::party)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Right> rights() throws IOException {
        return Files.readAllLines(RIGHTS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(","))
                .filter(cells -> cells[1].equals("topic"))
                .map(cells -> new Right(cells[0], cells[2], cells[3], List.of(cells[4].split(" "))))
                .toList();
    }

    private static Set<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
