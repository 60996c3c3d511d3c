package nl.privacyloket.notification.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.queue.MessageRetention;
import nl.privacyloket.notification.queue.SendingQueue;
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/** Starts and stops the delivery, and erases contacts that have outlived their use. */
@ApplicationScoped
class DeliveryLifecycle {
    private final DeliveryWorker worker;
    private final SendingQueue sending;
    private final MessageRetention retention;
    private final SuppressedAddresses suppressed;
    private final JtaTransactions transactions;
    private final Clock clock;

    DeliveryLifecycle(
            DeliveryWorker worker,
            SendingQueue sending,
            OrganisationRegister organisations,
            SuppressedAddresses suppressed,
            JtaTransactions transactions,
            Clock clock) {
        this.worker = worker;
        this.sending = sending;
        this.retention = new MessageRetention(organisations);
        this.suppressed = suppressed;
        this.transactions = transactions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    @Scheduled(every = "1h", delayed = "5m")
    void forgetDone() throws Exception {
        transactions.inTransaction(connection -> {
            sending.forgetDone(connection, null, clock.instant());
            retention.sweep(connection, clock.instant());
            suppressed.expire(connection, MessageFacts.ITSELF, clock.instant());
            return null;
        });
    }
}
