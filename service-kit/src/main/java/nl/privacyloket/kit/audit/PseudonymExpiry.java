package nl.privacyloket.kit.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.messaging.ServiceConfig;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.audit.PseudonymRegister;
import nl.privacyloket.messaging.audit.PseudonymRegister.Destroyed;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;
import org.jboss.logging.Logger;

/** Destroys the keys of pseudonyms that nobody has needed for as long as the settings say. */
@ApplicationScoped
public class PseudonymExpiry {
    private static final Logger LOG = Logger.getLogger(PseudonymExpiry.class);

    private final PseudonymRegister register;
    private final JtaTransactions transactions;
    private final PseudonymSettings settings;
    private final ServiceConfig service;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    PseudonymExpiry(
            PseudonymRegister register,
            JtaTransactions transactions,
            PseudonymSettings settings,
            ServiceConfig service,
            Clock clock) {
        this.register = register;
        this.transactions = transactions;
        this.settings = settings;
        this.service = service;
        this.clock = clock;
    }

    @Scheduled(every = "24h", delayed = "10m")
    void run() throws Exception {
        int destroyed = expire();
        if (destroyed > 0) {
            LOG.infof("keys of pseudonyms destroyed count=%d", destroyed);
        }
    }

    /** Destroys what is due now; the keys of persons go without an entry of their own, as their erasure has one. */
    public int expire() throws Exception {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minus(settings.keptUnseen());
        return transactions.inTransaction(connection -> {
            List<Destroyed> destroyed = register.destroyUnseenSince(connection, day);
            List<AuditEntry> entries = destroyed.stream()
                    .filter(one -> one.kind() == Kind.ACTOR)
                    .map(one -> new AuditEntry(
                            now,
                            one.organisation(),
                            "system:" + service.name(),
                            "actor.pseudonym-destroyed",
                            "actor",
                            one.pseudonym(),
                            "expired",
                            null))
                    .toList();
            audit.append(connection, entries);
            return destroyed.size();
        });
    }
}
