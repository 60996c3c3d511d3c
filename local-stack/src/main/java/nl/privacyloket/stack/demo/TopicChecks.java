package nl.privacyloket.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.privacyloket.stack.client.FiledRequest;
import nl.privacyloket.stack.client.TopicReader;
import nl.privacyloket.stack.client.TopicRecord;
import nl.privacyloket.stack.layout.StackService;

/** Looks at the topics as somebody would who may read them all and nothing else. */
final class TopicChecks {

    private static final String AUDIT = "privacyloket.audit.v1";

    private final TopicReader reader;

    TopicChecks(TopicReader reader) {
        this.reader = reader;
    }

    /** Each service's log on the audit topic: every number once, in order, from the first one. */
    void audit(List<FiledRequest> requests, Teller teller) {
        Map<String, Long> next = new TreeMap<>();
        Set<String> objects = new TreeSet<>();
        for (TopicRecord record : reader.read(AUDIT)) {
            JsonNode entry = record.data();
            String service = entry.path("service").asText();
            long index = entry.path("index").asLong();
            long expected = next.getOrDefault(service, index <= 1 ? index : 0);
            Check.equal("The number of the next audit entry of " + service, expected, index);
            next.put(service, index + 1);
            objects.add(entry.path("object").path("id").asText());
        }
        for (StackService service : StackService.values()) {
            if (service.hasSchema()) {
                Check.that(next.containsKey(service.id()), service.id() + " should have written audit entries");
            }
        }
        for (FiledRequest request : requests) {
            Check.that(
                    objects.contains(request.id().toString()), "The audit topic should tell of " + request.reference());
        }
        teller.checked("the audit topic has no gap: " + next);
    }

    /** None of these words stands anywhere on any topic. */
    void secrecy(Set<String> words, Teller teller) {
        Set<String> topics = reader.topics();
        List<TopicRecord> records = reader.read(topics);
        for (TopicRecord record : records) {
            String text = record.everything();
            for (String word : words) {
                Check.that(
                        !text.contains(word),
                        "Topic " + record.topic() + " should hold no personal data, but offset " + record.offset()
                                + " of partition " + record.partition() + " does (" + record.type() + ")");
            }
        }
        teller.checked("none of " + records.size() + " records on " + topics.size()
                + " topics names a person, an address or a customer number");
    }
}
