package nl.privacyloket.retention.restore;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Forgets commands that no backup can undo any more: they hold who it was about, if only sealed. */
@ApplicationScoped
class ErasureLogTidying {
    private static final Logger LOG = Logger.getLogger(ErasureLogTidying.class);

    private final ErasureLog log;
    private final BackupReach reach;

    ErasureLogTidying(ErasureLog log, BackupReach reach) {
        this.log = log;
        this.reach = reach;
    }

    /** Forgets what may be forgotten by now. */
    @Scheduled(every = "${privacyloket.restores.tidy-every:1h}", concurrentExecution = ConcurrentExecution.SKIP)
    void tidy() {
        for (var system : QuarkusTransaction.requiringNew().call(log::systems)) {
            try {
                QuarkusTransaction.requiringNew()
                        .run(() -> log.forget(system, reach.earliest(system.organisation(), system.system())));
            } catch (RuntimeException e) {
                LOG.errorf(
                        "erasure log not shortened system=%s fault=%s",
                        system.system(), e.getClass().getSimpleName());
            }
        }
    }
}
