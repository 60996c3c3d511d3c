package nl.privacyloket.kit.transaction;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import nl.privacyloket.messaging.inbox.NotReadyException;
import org.jboss.logging.Logger;

/**
 * Lets transactions come to their end before a service that stops loses its sessions. A session that is closed under a running
 * transaction writes nothing any more of what was changed in it, and says nothing of that when the transaction is committed: what had
 * gone to the database by then would be committed alone, such as an event without the row that it is about.
 */
@ApplicationScoped
public class RunningTransactions {
    private static final Logger LOG = Logger.getLogger(RunningTransactions.class);
    /** After all who have something to write down when the service stops. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final TransactionManager manager;
    private final Set<Transaction> running = new HashSet<>();
    private boolean stopping;

    RunningTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    synchronized void begun(@Observes @Initialized(TransactionScoped.class) Object transaction) throws SystemException {
        if (stopping) {
            manager.rollback();
            throw new NotReadyException("stopping");
        }
        running.add(manager.getTransaction());
    }

    synchronized void ended(@Observes @Destroyed(TransactionScoped.class) Object transaction) throws SystemException {
        // By their state: what ends belongs to no thread any more.
        for (Iterator<Transaction> each = running.iterator(); each.hasNext(); ) {
            if (isOver(each.next())) {
                each.remove();
            }
        }
        notifyAll();
    }

    private static boolean isOver(Transaction transaction) throws SystemException {
        return switch (transaction.getStatus()) {
            case Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK, Status.STATUS_NO_TRANSACTION -> true;
            default -> false;
        };
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException, SystemException {
        stop();
    }

    /** Whether no transaction can be begun any more. */
    public synchronized boolean isStopping() {
        return stopping;
    }

    /**
     * Lets nobody begin another transaction, who is told {@link NotReadyException}, and waits for those that run. What takes
     * too long can only be rolled back from then on.
     */
    public synchronized void stop() throws InterruptedException, SystemException {
        stopping = true;
        long until = System.nanoTime() + LONGEST.toNanos();
        for (long left = LONGEST.toMillis(); !running.isEmpty() && left > 0; ) {
            wait(left);
            left = (until - System.nanoTime()) / 1_000_000;
        }
        for (Transaction late : running) {
            if (!isOver(late)) {
                late.setRollbackOnly();
            }
        }
        if (!running.isEmpty()) {
            LOG.warnf("transactions rolled back while stopping count=%d", running.size());
        }
    }
}
