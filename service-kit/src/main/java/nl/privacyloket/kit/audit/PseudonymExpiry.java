package nl.privacyloket.kit.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.messaging.ServiceConfig;
import nl.privacyloket.messaging.audit.ExpiredPseudonyms;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import org.jboss.logging.Logger;

/** Destroys the keys of pseudonyms that nobody has needed for as long as the settings say. */
@ApplicationScoped
public class PseudonymExpiry {
    private static final Logger LOG = Logger.getLogger(PseudonymExpiry.class);

    private final ExpiredPseudonyms expired;
    private final PseudonymSettings settings;
    private final Clock clock;

    PseudonymExpiry(
            PseudonymRegister register,
            Pseudonyms earlier,
            JtaTransactions transactions,
            PseudonymSettings settings,
            ServiceConfig service,
            Clock clock) {
        this.expired = new ExpiredPseudonyms(service.name(), register, earlier, transactions);
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(every = "24h", delayed = "10m")
    void run() throws Exception {
        int destroyed = expire();
        if (destroyed > 0) {
            LOG.infof("keys of pseudonyms destroyed count=%d", destroyed);
        }
    }

    /**
     * Destroys what is due now.
     *
     * @return how many were destroyed
     */
    public int expire() throws Exception {
        return expired.destroy(clock.instant(), settings.keptUnseen());
    }
}
