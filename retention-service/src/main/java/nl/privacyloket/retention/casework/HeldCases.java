package nl.privacyloket.retention.casework;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.hold.HoldLifted;
import org.jboss.logging.Logger;

/**
 * Takes up cases whose holds have ended, also those that a system refused on account of a hold: at once when a hold is
 * lifted, and from time to time for what was missed. Any number of instances may do this.
 */
@ApplicationScoped
class HeldCases {
    private static final Logger LOG = Logger.getLogger(HeldCases.class);
    private static final int AT_A_TIME = 200;

    private final HeldParts parts;
    private final RequestCases cases;
    private final Erasures erasures;
    private final ExecutorService workers;

    HeldCases(HeldParts parts, RequestCases cases, Erasures erasures, ExecutorService workers) {
        this.parts = parts;
        this.cases = cases;
        this.erasures = erasures;
        this.workers = workers;
    }

    /** In transactions of their own: nobody who lifts a hold waits for the cases. */
    void lifted(@Observes(during = TransactionPhase.AFTER_SUCCESS) HoldLifted lifted) {
        workers.execute(this::takeUp);
    }

    @Scheduled(every = "${privacyloket.holds.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void takeUp() {
        parts.free(AT_A_TIME).forEach(requestId -> inATransaction(requestId, this::goOn));
        parts.refused(TaskFailures.OF_HOLDS, AT_A_TIME).forEach(requestId -> inATransaction(requestId, this::tryAgain));
    }

    private static void inATransaction(UUID requestId, Consumer<UUID> work) {
        try {
            QuarkusTransaction.requiringNew().run(() -> work.accept(requestId));
        } catch (RuntimeException e) {
            LOG.errorf(
                    "case not taken up requestId=%s fault=%s",
                    requestId, e.getClass().getSimpleName());
        }
    }

    private void goOn(UUID requestId) {
        cases.lockIfFree(requestId)
                .filter(request -> request.state() == CaseState.HELD)
                .ifPresent(erasures::goOn);
    }

    /** A plan that comes out otherwise without the hold is shown anew. */
    private void tryAgain(UUID requestId) {
        cases.lockIfFree(requestId)
                .filter(request -> request.state() == CaseState.EXECUTING && request.failure() != null)
                .ifPresent(erasures::retry);
    }
}
