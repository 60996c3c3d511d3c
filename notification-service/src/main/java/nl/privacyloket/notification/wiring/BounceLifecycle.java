package nl.privacyloket.notification.wiring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import org.jboss.logging.Logger;

/** Looks into the mailbox of what came back, if there is one. */
@ApplicationScoped
class BounceLifecycle {
    private static final Logger LOG = Logger.getLogger(BounceLifecycle.class);

    private final BounceBeans.Mailbox mailbox;
    private final DeliveryWorker worker;

    BounceLifecycle(BounceBeans.Mailbox mailbox, DeliveryWorker worker) {
        this.mailbox = mailbox;
        this.worker = worker;
    }

    @Scheduled(every = "1m", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        mailbox.bounces().ifPresent(bounces -> {
            try {
                bounces.read();
                worker.wake();
            } catch (Exception e) {
                LOG.warnf(
                        "mailbox of returned mail not read cause=%s",
                        e.getClass().getSimpleName());
            }
        });
    }
}
