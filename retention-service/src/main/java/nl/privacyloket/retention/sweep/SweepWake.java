package nl.privacyloket.retention.sweep;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import nl.privacyloket.retention.hold.HoldLifted;
import nl.privacyloket.retention.policy.PolicyInForce;
import nl.privacyloket.retention.register.HoldingsDue;
import nl.privacyloket.retention.sweep.Slices.Arming;
import org.jboss.logging.Logger;

/**
 * Sets the sweep going: at intervals, and at once when a data system has answered or a hold is gone. What asks for a look
 * from the beginning is kept with the transaction that asked; waking is only haste, and may be lost.
 */
@ApplicationScoped
class SweepWake {
    private static final Logger LOG = Logger.getLogger(SweepWake.class);

    private final Instance<Sweeper> sweeper;
    private final Slices slices;
    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry registry;
    private final ExecutorService executor;
    private final SweepSettings settings;
    private final LinkedBlockingQueue<SliceKey> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    SweepWake(
            Instance<Sweeper> sweeper,
            Slices slices,
            DataSource dataSource,
            TransactionSynchronizationRegistry registry,
            ExecutorService executor,
            SweepSettings settings) {
        this.sweeper = sweeper;
        this.slices = slices;
        this.dataSource = dataSource;
        this.registry = registry;
        this.executor = executor;
        this.settings = settings;
    }

    @Scheduled(every = "${privacyloket.sweep.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() throws Exception {
        sweeper.get().sweep();
    }

    /** What the hold kept may go now, also what was ordered today and kept because of it. */
    void lifted(@Observes HoldLifted lifted) {
        arm(new Arming(lifted.organisation(), null, true));
    }

    /** What was registered or told is due today already. */
    void due(@Observes HoldingsDue due) {
        due.systems().forEach(system -> arm(new Arming(due.organisation(), system, false)));
    }

    /** Other rules: what they make due was perhaps passed over. */
    void inForce(@Observes PolicyInForce policy) {
        arm(new Arming(policy.organisation(), null, false));
    }

    /** Asks, with the running transaction, for a look from the beginning. */
    void arm(Arming arming) {
        try (var connection = dataSource.getConnection()) {
            slices.arm(connection, arming);
        } catch (SQLException e) {
            throw new IllegalStateException("the sweep could not be armed, SQLSTATE " + e.getSQLState(), e);
        }
        afterCommit(new SliceKey(arming.organisation(), arming.system()));
    }

    /** Goes on with a slice once the running transaction has committed. */
    void afterCommit(SliceKey slice) {
        if (!settings.atOnce()) {
            return;
        }
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing is to be done before.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    goOn(slice);
                }
            }
        });
    }

    private void goOn(SliceKey slice) {
        if (!waiting.contains(slice)) {
            waiting.add(slice);
        }
        if (awake.compareAndSet(false, true)) {
            executor.execute(this::work);
        }
    }

    private void work() {
        try {
            for (var slice = waiting.poll(); slice != null; slice = waiting.poll()) {
                if (slice.system() == null) {
                    sweeper.get().sweep();
                } else {
                    sweeper.get().goOn(slice);
                }
            }
        } catch (Exception e) {
            LOG.errorf("sweep not gone on fault=%s", e.getClass().getSimpleName());
        } finally {
            awake.set(false);
        }
        if (!waiting.isEmpty() && awake.compareAndSet(false, true)) {
            executor.execute(this::work);
        }
    }
}
