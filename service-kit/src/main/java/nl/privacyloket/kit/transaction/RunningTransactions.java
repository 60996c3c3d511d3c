package nl.privacyloket.kit.transaction;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.pool.wrapper.ConnectionWrapper;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import nl.privacyloket.messaging.inbox.NotReadyException;
import org.jboss.logging.Logger;

/**
 * Lets transactions come to their end before a service that stops loses its sessions. A session that is closed under a running
 * transaction writes nothing any more of what was changed in it, and says nothing of that when the transaction is committed: what had
 * gone to the database by then would be committed alone, such as an event without the row that it is about.
 *
 * <p>A transaction runs from when it takes its connection out of the pool until the connection is back there.
 */
@Singleton
public class RunningTransactions implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(RunningTransactions.class);
    /** After all who have something to write down when the service stops. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final TransactionManager manager;
    private final Map<Object, Transaction> running = new IdentityHashMap<>();
    private boolean stopping;

    RunningTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    /** @throws NotReadyException when the service stops, so that nothing is begun any more */
    @Override
    public synchronized void onConnectionAcquire(Connection connection) {
        Transaction transaction = current();
        if (transaction == null) {
            return;
        }
        if (stopping) {
            rollBackOnly(transaction);
            throw new NotReadyException("stopping");
        }
        running.put(pooled(connection), transaction);
    }

    @Override
    public synchronized void onConnectionReturn(Connection connection) {
        running.remove(pooled(connection));
        notifyAll();
    }

    private Transaction current() {
        try {
            return manager.getTransaction();
        } catch (SystemException e) {
            throw new IllegalStateException("whether a transaction runs is not known", e);
        }
    }

    /**
     * What the pool keeps: what it hands over is made anew each time. Nothing is asked of the connection itself, which may have
     * been lost; whoever fails while one is given back keeps it from being replaced.
     */
    private static Object pooled(Connection connection) {
        return ((ConnectionWrapper) connection).getHandler();
    }

    private static void rollBackOnly(Transaction transaction) {
        try {
            transaction.setRollbackOnly();
        } catch (SystemException | IllegalStateException e) {
            LOG.debugf("transaction had ended cause=%s", e.getClass().getSimpleName());
        }
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException {
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
    public synchronized void stop() throws InterruptedException {
        stopping = true;
        long until = System.nanoTime() + LONGEST.toNanos();
        for (long left = LONGEST.toMillis(); !running.isEmpty() && left > 0; ) {
            wait(left);
            left = (until - System.nanoTime()) / 1_000_000;
        }
        if (!running.isEmpty()) {
            running.values().forEach(RunningTransactions::rollBackOnly);
            LOG.warnf("transactions rolled back while stopping count=%d", running.size());
        }
    }
}
