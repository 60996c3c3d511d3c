package nl.privacyloket.kit.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.privacyloket.crypto.Pseudonyms;
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

    private static final int PIECE = 500;

    private final PseudonymRegister register;
    private final Pseudonyms earlier;
    private final JtaTransactions transactions;
    private final PseudonymSettings settings;
    private final ServiceConfig service;
    private final Clock clock;
    private final AuditLedger audit = new AuditLedger();

    PseudonymExpiry(
            PseudonymRegister register,
            Pseudonyms earlier,
            JtaTransactions transactions,
            PseudonymSettings settings,
            ServiceConfig service,
            Clock clock) {
        this.register = register;
        this.earlier = earlier;
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

    /**
     * Destroys what is due now, in pieces. Each key of an actor has an entry; those of persons, who stand in no list, have one
     * together for each organisation and piece.
     *
     * @return how many were destroyed
     */
    public int expire() throws Exception {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minus(settings.keptUnseen());
        int all = 0;
        int piece;
        do {
            piece = transactions.inTransaction(connection -> {
                List<Destroyed> destroyed = register.destroyUnseenSince(connection, day, PIECE, earlier);
                audit.append(connection, entries(destroyed, now));
                return destroyed.size();
            });
            all += piece;
        } while (piece == PIECE);
        return all;
    }

    private List<AuditEntry> entries(List<Destroyed> destroyed, Instant now) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Destroyed one : destroyed) {
            if (one.kind() == Kind.ACTOR) {
                entries.add(entry(
                        now, one.organisation(), "actor.pseudonym-destroyed", "actor", one.pseudonym(), "expired"));
            }
        }
        Map<String, Long> persons = destroyed.stream()
                .filter(one -> one.kind() == Kind.PERSON)
                .collect(Collectors.groupingBy(Destroyed::organisation, TreeMap::new, Collectors.counting()));
        persons.forEach((organisation, count) -> entries.add(entry(
                now, organisation, "person.pseudonyms-destroyed", "organisation", organisation, "erased-" + count)));
        return entries;
    }

    private AuditEntry entry(
            Instant now, String organisation, String action, String objectType, String objectId, String outcome) {
        return new AuditEntry(
                now, organisation, "system:" + service.name(), action, objectType, objectId, outcome, null);
    }
}
