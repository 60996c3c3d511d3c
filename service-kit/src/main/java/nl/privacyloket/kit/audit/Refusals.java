package nl.privacyloket.kit.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import org.jboss.logging.Logger;

/**
 * Brings refused calls into the audit log (ADR 0021). Each of somebody who is known is an entry, up to a number a minute. What
 * is beyond it, and all calls of nobody in particular, are counted, and become one entry a minute for each kind of them.
 */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int EACH_BY_ITSELF = 20;
    /** A minute is closed so long after its end: by then every instance has brought what it had counted. */
    private static final int SECONDS_OF_GRACE = 20;

    private final JtaTransactions transactions;
    private final Clock clock;
    private final RefusalCounts counts = new RefusalCounts();
    private final Map<String, Integer> entriesOf = new HashMap<>();
    private final AuditLedger audit = new AuditLedger();
    private Instant minute = Instant.EPOCH;

    Refusals(JtaTransactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Notes a refused call, in a transaction of its own or by counting it. */
    void note(Refusal refusal) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (refusal.isAnonymous() || !isFewOf(refusal.actor(), now)) {
            counts.count(refusal, now);
            return;
        }
        try {
            append(List.of(refusal.entry(now)));
        } catch (Exception e) {
            // Not lost: it is counted until the database takes it.
            counts.count(refusal, now);
            LOG.warnf("refused call is counted for now fault=%s", e.getClass().getSimpleName());
        }
    }

    private synchronized boolean isFewOf(String actor, Instant now) {
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            entriesOf.clear();
        }
        return entriesOf.merge(actor, 1, Integer::sum) <= EACH_BY_ITSELF;
    }

    private void append(List<AuditEntry> entries) throws Exception {
        transactions.inTransaction(connection -> {
            audit.append(connection, entries);
            return null;
        });
    }

    @Scheduled(every = "5s")
    void settle() {
        try {
            settle(clock.instant());
        } catch (Exception e) {
            LOG.warnf(
                    "refused calls are still to be noted fault=%s", e.getClass().getSimpleName());
        }
    }

    /** Brings together what was counted, and makes entries of the minutes that are over. */
    public void settle(Instant now) throws Exception {
        counts.flush(
                now,
                rows -> transactions.inTransaction(connection -> {
                    rows.into(connection);
                    return null;
                }));
        Instant before = now.minusSeconds(SECONDS_OF_GRACE).truncatedTo(ChronoUnit.MINUTES);
        transactions.inTransaction(connection -> {
            List<AuditEntry> entries = RefusalCounts.close(connection, before);
            audit.append(connection, entries);
            return null;
        });
    }

    void stop(@Observes ShutdownEvent event) {
        settle();
    }
}
