package nl.privacyloket.stack.demo;

import java.util.List;
import java.util.Set;
import nl.privacyloket.stack.client.TopicReader;
import nl.privacyloket.stack.client.TopicRecord;

/** Looks at the topics as somebody would who may read them all and nothing else. */
final class TopicChecks {

    private final TopicReader reader;

    TopicChecks(TopicReader reader) {
        this.reader = reader;
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
