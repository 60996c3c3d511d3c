package nl.privacyloket.retention.hold;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for permits to be settled. It reaches this instance alone: who waits looks again from time to time
 * for what was settled at another.
 */
@ApplicationScoped
class SettledSignal {

    private final TransactionSynchronizationRegistry transactions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();

    SettledSignal(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Wakes them when the running transaction has ended. */
    void whenCommitted() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing has been settled yet.
            }

            @Override
            public void afterCompletion(int status) {
                wake();
            }
        });
    }

    private void wake() {
        lock.lock();
        try {
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when something was settled here, and after that time at the latest. */
    void await(Duration most) {
        lock.lock();
        try {
            // Who waits looks anyway, whether it was woken or the time is over.
            settled.awaitNanos(TimeUnit.MILLISECONDS.toNanos(most.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
