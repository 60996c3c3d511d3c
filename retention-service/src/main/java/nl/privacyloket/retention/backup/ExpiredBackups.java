package nl.privacyloket.retention.backup;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nl.privacyloket.retention.policy.Policies;
import org.jboss.logging.Logger;

/**
 * Tells when backups have ended, as soon as that day begins at the organisation. Any number of instances may do this; each
 * end is told once.
 */
@ApplicationScoped
class ExpiredBackups {
    private static final Logger LOG = Logger.getLogger(ExpiredBackups.class);

    private final Backups backups;
    private final Policies policies;
    private final BackupSettings settings;
    private final Clock clock;

    ExpiredBackups(Backups backups, Policies policies, BackupSettings settings, Clock clock) {
        this.backups = backups;
        this.policies = policies;
        this.settings = settings;
        this.clock = clock;
    }

    /** Tells what has ended by now. */
    @Scheduled(every = "${privacyloket.backups.check-every:60s}", concurrentExecution = ConcurrentExecution.SKIP)
    void tell() {
        // The day begins somewhere up to fourteen hours before it does in UTC.
        var latest = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
        for (var organisation : backups.organisations(latest)) {
            try {
                tell(organisation);
            } catch (RuntimeException e) {
                LOG.errorf(
                        "end of backups not told organisation=%s fault=%s",
                        organisation, e.getClass().getSimpleName());
            }
        }
    }

    private void tell(String organisation) {
        var policy = policies.current(organisation).orElse(null);
        if (policy == null) {
            return;
        }
        var most = settings.atATime();
        int told;
        do {
            told = QuarkusTransaction.requiringNew().call(() -> backups.tell(organisation, policy.today(clock), most));
        } while (told == most);
    }
}
