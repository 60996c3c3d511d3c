package nl.privacyloket.kit.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import nl.privacyloket.messaging.audit.AuditReader;
import org.jboss.logging.Logger;

/**
 * Holds entries of the audit log that chance names against the root that the last checkpoint signed. No verifier: that needs
 * nothing of ours. It shows early that somebody changed the database.
 */
@ApplicationScoped
class AuditSelfCheck {
    private static final Logger LOG = Logger.getLogger(AuditSelfCheck.class);
    private static final int SAMPLE = 200;

    private final AuditReader audit;
    private volatile double altered;

    AuditSelfCheck(AuditReader audit) {
        this.audit = audit;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("privacyloket.audit.altered", () -> altered)
                .description(
                        "Entries of the last sample that no longer fit the signed root; anything above 0 is an alarm")
                .register(registry);
    }

    @Scheduled(every = "1h", delayed = "2m")
    void check() {
        try {
            List<Long> found = audit.alteredAmong(SAMPLE, RandomGenerator.getDefault());
            altered = found.size();
            found.forEach(index -> LOG.errorf("audit entry altered index=%d", index));
        } catch (SQLException e) {
            LOG.warnf("audit log not checked cause=%s", e.getClass().getSimpleName());
        }
    }
}
