package nl.privacyloket.retention.register;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.kit.messaging.ServiceTopics;
import nl.privacyloket.messaging.topic.TopicDeclaration;

/** The topic on which data systems register what they hold. Keyed hashes of persons are on it, hence its short life. */
@ApplicationScoped
class HoldingTopic implements ServiceTopics {
    private static final String NAME = "privacyloket.holdings.v1";
    private static final int PARTITIONS = 6;
    private static final Duration KEPT = Duration.ofDays(7);

    @Override
    public List<TopicDeclaration> topics() {
        return List.of(TopicDeclaration.keptFor(NAME, PARTITIONS, KEPT));
    }
}
