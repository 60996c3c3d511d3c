package nl.privacyloket.request;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.kit.messaging.ServiceTopics;
import nl.privacyloket.messaging.topic.TopicDeclaration;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.policy.PolicyPublication;

/** The topics that this service owns. */
@Singleton
class OwnTopics implements ServiceTopics {

    private static final int PARTITIONS = 6;

    /** Sealed addresses travel on it, so it keeps no longer than a consumer may be away. */
    private static final Duration RETENTION = Duration.ofDays(14);

    @Override
    public List<TopicDeclaration> topics() {
        return List.of(
                TopicDeclaration.compacted(PolicyPublication.TOPIC, 1),
                TopicDeclaration.keptFor(RequestEvents.TOPIC, PARTITIONS, RETENTION));
    }
}
