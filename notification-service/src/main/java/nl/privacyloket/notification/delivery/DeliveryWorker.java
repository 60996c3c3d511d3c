package nl.privacyloket.notification.delivery;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The thread that delivers, and the one that keeps its lease. Woken when something is queued; looks by itself too. */
public final class DeliveryWorker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    private static final Duration REST_WITHOUT_DATABASE = Duration.ofSeconds(1);

    private final Postman postman;
    private final MailTransport transport;
    private final DeliverySettings settings;
    private final Duration stopWithin;
    private final Semaphore bell = new Semaphore(0);
    private final Thread deliverer = new Thread(this::deliver, "mail-delivery");
    private final ScheduledExecutorService leaseKeeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mail-lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopping;

    /** @param stopWithin how long {@link #close()} waits for the mail in hand */
    public DeliveryWorker(Postman postman, MailTransport transport, DeliverySettings settings, Duration stopWithin) {
        this.postman = postman;
        this.transport = transport;
        this.settings = settings;
        this.stopWithin = stopWithin;
    }

    public void start() {
        long third = Math.max(1, settings.lease().toMillis() / 3);
        leaseKeeper.scheduleWithFixedDelay(this::keepLease, third, third, TimeUnit.MILLISECONDS);
        deliverer.setDaemon(true);
        deliverer.start();
    }

    /** Something may have become due. */
    public void wake() {
        bell.release();
    }

    private void deliver() {
        try {
            while (!stopping) {
                bell.drainPermits();
                Duration rest = deliverOnce();
                if (!rest.isZero()) {
                    // No server need hold a connection while nothing is sent.
                    transport.close();
                    bell.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            // The service stops; a lease that is left behind ends by itself.
        } finally {
            transport.close();
        }
    }

    private Duration deliverOnce() throws InterruptedException {
        try {
            return postman.deliverDue() > 0 ? Duration.ZERO : postman.idle();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warnf("delivery broken off cause=%s", e.getClass().getSimpleName());
            return REST_WITHOUT_DATABASE;
        }
    }

    private void keepLease() {
        try {
            postman.keepLease();
        } catch (Exception e) {
            LOG.warnf("lease not prolonged cause=%s", e.getClass().getSimpleName());
        }
    }

    /** Finishes the mail in hand, if that takes no longer than it may, and stops. */
    @Override
    public void close() {
        stopping = true;
        postman.close();
        wake();
        try {
            deliverer.join(stopWithin.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deliverer.interrupt();
        leaseKeeper.shutdownNow();
    }
}
