package nl.privacyloket.kit.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.kit.refusal.Refusal;
import nl.privacyloket.kit.refusal.RefusalLog;
import nl.privacyloket.kit.refusal.RefusalLogs;
import org.jboss.logging.Logger;

/** Notes refused calls in the audit log of this service. */
@ApplicationScoped
public class Refusals implements RefusalLogs {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final RefusalLog log;
    private final StaffAccess staff;
    private final Clock clock;

    Refusals(JtaTransactions transactions, StaffAccess staff, Clock clock) {
        this.log = new RefusalLog(transactions, clock);
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void note(Refusal refusal) {
        log.note(refusal);
    }

    @Override
    public String ownOrganisation(String asked, String system) {
        return staff.ownOrganisation(asked);
    }

    @Override
    public void noteOfCaller(Refusal refusal, String system) {
        String organisation = refusal.organisation();
        log.note(refusal, organisation + " " + staff.subject(), () -> staff.actor(organisation));
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
        log.settle(now);
    }

    void stop(@Observes ShutdownEvent event) {
        settle();
    }
}
