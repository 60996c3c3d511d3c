package nl.privacyloket.notification.wiring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.subscriber.Subscribers;

/** Lets go of hashes that have done what they were kept for. */
@ApplicationScoped
class SubscriberUpkeep {
    private final Subscribers subscribers;
    private final JtaTransactions transactions;
    private final MailConfig config;
    private final Clock clock;

    SubscriberUpkeep(Subscribers subscribers, JtaTransactions transactions, MailConfig config, Clock clock) {
        this.subscribers = subscribers;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "6m")
    void forgetErasures() throws Exception {
        Instant before = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .minus(config.erasureRemembered())
                .toInstant();
        transactions.inTransaction(connection -> subscribers.forgetErasures(connection, before));
    }
}
