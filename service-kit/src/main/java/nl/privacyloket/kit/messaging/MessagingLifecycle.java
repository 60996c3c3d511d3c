package nl.privacyloket.kit.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.Inbox;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.topic.TopicCreator;
import nl.privacyloket.messaging.topic.TopicDeclaration;

/** Starts and stops what runs beside the requests: the relay, the creation of topics, the cleaning of the inbox. */
@ApplicationScoped
class MessagingLifecycle {
    private static final Duration DEAD_LETTERS_ANNOUNCED_FOR = Duration.ofDays(30);

    private final OutboxRelay relay;
    private final TopicCreator topicCreator;
    private final Instance<ServiceTopics> topics;
    private final DeadLetters deadLetters;
    private final JtaTransactions transactions;
    private final ServiceConfig service;
    private final Clock clock;

    MessagingLifecycle(
            OutboxRelay relay,
            TopicCreator topicCreator,
            @Any Instance<ServiceTopics> topics,
            DeadLetters deadLetters,
            JtaTransactions transactions,
            ServiceConfig service,
            Clock clock) {
        this.relay = relay;
        this.topicCreator = topicCreator;
        this.topics = topics;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.service = service;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        List<TopicDeclaration> wanted = new ArrayList<>();
        topics.forEach(declared -> wanted.addAll(declared.topics()));
        wanted.add(TopicDeclaration.keptFor(deadLetters.topic(), 1, DEAD_LETTERS_ANNOUNCED_FOR));
        wanted.add(TopicDeclaration.keptForever(AuditSequencer.TOPIC, 1));
        topicCreator.ensure(wanted);
        relay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        relay.close();
        topicCreator.close();
    }

    @Scheduled(every = "1h", delayed = "10m")
    void forgetDeadLetters() throws Exception {
        Instant now = clock.instant();
        transactions.inTransaction(
                connection -> deadLetters.forgetBefore(connection, now.minus(service.deadLetterRetention()), now));
    }

    @Scheduled(every = "1m")
    void settleDeadLetters() throws Exception {
        Instant now = clock.instant();
        transactions.inTransaction(connection -> {
            deadLetters.settle(connection, now);
            return null;
        });
    }

    @Scheduled(every = "1h", delayed = "10m")
    void forgetHandledEvents() throws Exception {
        transactions.inTransaction(
                connection -> Inbox.forgetBefore(connection, clock.instant().minus(service.inboxRetention())));
    }
}
