package nl.privacyloket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final JsonNode DOCUMENT = ContractFiles.read(ContractFiles.ROOT.resolve("asyncapi.yaml"));
    private static final Set<String> REFERENCES =
            DOCUMENT.findValuesAsText("$ref").stream().collect(Collectors.toCollection(TreeSet::new));

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(REFERENCES).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(ContractFiles.ROOT.resolve(reference).normalize()).isRegularFile();
            }
        });
    }

    @Test
    void everySchemaIsMentioned() {
        var mentioned = REFERENCES.stream()
                .filter(reference -> !reference.startsWith("#"))
                .map(reference -> ContractFiles.ROOT.resolve(reference).normalize())
                .collect(Collectors.toSet());

        assertThat(mentioned).containsExactlyInAnyOrderElementsOf(ContractFiles.schemas());
    }

    @Test
    void everyMessageIsNamedAfterItsSchemaAndSentAndReceived() {
        Set<String> sent = messagesOf("send");
        Set<String> received = messagesOf("receive");

        DOCUMENT.at("/components/messages").fields().forEachRemaining(message -> {
            String type = message.getValue().path("name").asText();
            assertThat(message.getValue().at("/payload/schema/$ref").asText())
                    .isEqualTo("./events/" + type + ".schema.json");
            assertThat(sent).contains(message.getKey());
            assertThat(received).contains(message.getKey());
        });
    }

    @Test
    void everySampleIsOnTheTopicThatCarriesItsType() {
        var channels = new TreeMap<String, String>();
        DOCUMENT.path("channels").forEach(channel -> channel.path("messages")
                .forEach(message -> channels.put(
                        DOCUMENT.at(message.path("$ref").asText().substring(1))
                                .path("name")
                                .asText(),
                        channel.path("address").asText())));

        assertThat(ContractFiles.eventSamples()).isNotEmpty().allSatisfy(file -> {
            JsonNode sample = ContractFiles.read(file);
            String address = channels.get(ContractFiles.subject(file))
                    .replace("{system}", sample.at("/data/system").asText())
                    .replace("{service}", sample.at("/headers/ce_source").asText());
            assertThat(sample.path("topic").asText()).isEqualTo(address);
        });
    }

    @Test
    void everyTopicSaysHowManyPartitionsItHasAndHowLongItKeepsRecords() {
        DOCUMENT.path("channels").fields().forEachRemaining(channel -> {
            JsonNode kafka = channel.getValue().at("/bindings/kafka");
            boolean compacted =
                    kafka.at("/topicConfiguration/cleanup.policy/0").asText().equals("compact");

            assertThat(kafka.path("partitions").asInt()).as(channel.getKey()).isPositive();
            assertThat(kafka.at("/topicConfiguration/retention.ms").isNumber())
                    .as(channel.getKey())
                    .isNotEqualTo(compacted);
        });
    }

    @Test
    void whoMayWriteAndReadATopicIsWhoSendsAndReceivesThere() {
        DOCUMENT.path("channels").fields().forEachRemaining(channel -> {
            String reference = "#/channels/" + channel.getKey();
            assertThat(texts(channel.getValue().path("x-write")))
                    .as(channel.getKey())
                    .isEqualTo(applications("send", reference))
                    .isNotEmpty();
            assertThat(texts(channel.getValue().path("x-read")))
                    .as(channel.getKey())
                    .isEqualTo(applications("receive", reference))
                    .isNotEmpty();
        });
    }

    private static Set<String> applications(String action, String channel) {
        var applications = new TreeSet<String>();
        DOCUMENT.path("operations").fields().forEachRemaining(operation -> {
            if (operation.getValue().path("action").asText().equals(action)
                    && operation.getValue().at("/channel/$ref").asText().equals(channel)) {
                applications.add(operation.getKey().replaceFirst("\\..*", ""));
            }
        });
        return applications;
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Set<String> messagesOf(String action) {
        var names = new TreeSet<String>();
        DOCUMENT.path("operations").forEach(operation -> {
            if (operation.path("action").asText().equals(action)) {
                operation.path("messages").forEach(message -> {
                    String reference = message.path("$ref").asText();
                    names.add(reference.substring(reference.lastIndexOf('/') + 1));
                });
            }
        });
        return names;
    }
}
