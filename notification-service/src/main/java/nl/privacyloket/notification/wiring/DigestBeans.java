package nl.privacyloket.notification.wiring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import nl.privacyloket.notification.digest.DailyDigest;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.queue.MessageQueue;
import org.jboss.logging.Logger;

/** Puts the daily digest together and makes it at its time. */
class DigestBeans {
    private static final Logger LOG = Logger.getLogger(DigestBeans.class);

    @Produces
    @Singleton
    DailyDigest dailyDigest(OrganisationRegister organisations, MessageQueue queue, DigestConfig config, Clock clock) {
        return new DailyDigest(organisations, queue, config.at(), clock);
    }

    /** Looks each minute whether it is time somewhere. */
    @ApplicationScoped
    static class Rounds {
        private final DailyDigest digest;
        private final OrganisationRegister organisations;
        private final JtaTransactions transactions;
        private final DeliveryWorker worker;

        Rounds(
                DailyDigest digest,
                OrganisationRegister organisations,
                JtaTransactions transactions,
                DeliveryWorker worker) {
            this.digest = digest;
            this.organisations = organisations;
            this.transactions = transactions;
            this.worker = worker;
        }

        @Scheduled(every = "1m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void make() throws Exception {
            List<String> all = transactions.inTransaction(organisations::organisations);
            for (String organisation : all) {
                try {
                    if (transactions.inTransaction(connection -> digest.makeWhenDue(connection, organisation))) {
                        LOG.infof("digest queued organisation=%s", organisation);
                        worker.wake();
                    }
                } catch (Exception e) {
                    // The others are not to wait for it; it is tried again in a minute.
                    LOG.errorf(
                            "digest not made organisation=%s fault=%s",
                            organisation, e.getClass().getName());
                }
            }
        }
    }
}
