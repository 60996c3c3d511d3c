package nl.privacyloket.kit.messaging;

import java.util.List;
import nl.privacyloket.messaging.topic.TopicDeclaration;

/** A bean of this type names topics that the service owns; they are created when it starts and Kafka is there. */
public interface ServiceTopics {
    List<TopicDeclaration> topics();
}
