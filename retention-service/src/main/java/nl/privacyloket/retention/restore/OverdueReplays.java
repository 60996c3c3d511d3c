package nl.privacyloket.retention.restore;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes up repetitions that stayed without an answer or failed. Any number of instances may do this: a job that another one
 * has in hand is passed over.
 */
@ApplicationScoped
class OverdueReplays {
    private static final Logger LOG = Logger.getLogger(OverdueReplays.class);

    private final ReplaySteps steps;
    private final Replays replays;
    private final Clock clock;

    OverdueReplays(ReplaySteps steps, Replays replays, Clock clock) {
        this.steps = steps;
        this.replays = replays;
        this.clock = clock;
    }

    /** Takes up what is due now. */
    @Scheduled(every = "${privacyloket.restores.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void takeUp() {
        for (var jobId : QuarkusTransaction.requiringNew().call(() -> steps.dueJobs(clock.instant()))) {
            try {
                QuarkusTransaction.requiringNew().run(() -> takeUp(jobId));
            } catch (RuntimeException e) {
                LOG.errorf(
                        "restore not taken up jobId=%s fault=%s",
                        jobId, e.getClass().getSimpleName());
            }
        }
    }

    private void takeUp(UUID jobId) {
        if (steps.lock(jobId, false)) {
            steps.current(jobId)
                    .filter(step -> steps.isDue(step, clock.instant()))
                    .ifPresent(replays::overdue);
        }
    }
}
