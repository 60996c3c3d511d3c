package nl.privacyloket.notification.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.announcement.AnnouncementEngine;
import nl.privacyloket.notification.announcement.AnnouncementRetention;

/** Starts and stops the sending of announcements, and forgets to whom those of long ago went. */
@ApplicationScoped
class AnnouncementLifecycle {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final AnnouncementEngine engine;
    private final AnnouncementRetention retention;
    private final JtaTransactions transactions;
    private final Clock clock;

    AnnouncementLifecycle(
            AnnouncementEngine engine, AnnouncementRetention retention, JtaTransactions transactions, Clock clock) {
        this.engine = engine;
        this.retention = retention;
        this.transactions = transactions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        engine.start();
    }

    void stop(@Observes ShutdownEvent event) {
        engine.close(STOP_WITHIN);
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws Exception {
        while (transactions.inTransaction(connection -> retention.erase(connection, clock.instant()))) {
            // One announcement a transaction.
        }
    }
}
