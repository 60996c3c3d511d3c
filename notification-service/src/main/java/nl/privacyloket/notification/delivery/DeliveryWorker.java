package nl.privacyloket.notification.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * The threads that deliver, each with a postman and a connection of its own, and the one that keeps their leases. Woken
 * when something is queued; they look by themselves too.
 */
public final class DeliveryWorker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    private static final Duration REST_WITHOUT_DATABASE = Duration.ofSeconds(1);
    /** How often a connection without mail is looked at. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);

    private final List<Sender> senders;
    private final DeliverySettings settings;
    private final Duration stopWithin;
    private final Semaphore bell = new Semaphore(0);
    private final ScheduledExecutorService leaseKeeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mail-lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopping;

    /** Makes the postman of one thread. */
    public interface Postmen {
        /** @param transport of that thread alone */
        Postman postman(MailTransport transport);
    }

    /** @param stopWithin how long {@link #close()} waits for the mails in hand */
    public DeliveryWorker(Postmen postmen, Relays relays, DeliverySettings settings, Duration stopWithin) {
        this.settings = settings;
        this.stopWithin = stopWithin;
        this.senders = IntStream.rangeClosed(1, settings.senders())
                .mapToObj(number -> new Sender(number, postmen, relays.transport()))
                .toList();
    }

    public void start() {
        long third = Math.max(1, settings.lease().toMillis() / 3);
        leaseKeeper.scheduleWithFixedDelay(this::keepLeases, third, third, TimeUnit.MILLISECONDS);
        senders.forEach(sender -> sender.thread.start());
    }

    /** Something may have become due. */
    public void wake() {
        bell.release();
    }

    private final class Sender {
        private final Postman postman;
        private final MailTransport transport;
        private final Thread thread;

        private Sender(int number, Postmen postmen, MailTransport transport) {
            this.postman = postmen.postman(transport);
            this.transport = transport;
            this.thread = new Thread(this::deliver, "mail-delivery-" + number);
            thread.setDaemon(true);
        }

        private void deliver() {
            try {
                while (!stopping) {
                    // Whoever looks after this sees all that was queued before it.
                    bell.drainPermits();
                    Duration rest = deliverOnce();
                    if (!rest.isZero()) {
                        transport.rest();
                        bell.tryAcquire(Math.min(rest.toMillis(), LONGEST_REST.toMillis()), TimeUnit.MILLISECONDS);
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
                return postman.deliverDue(DeliveryWorker.this::wake) > 0 ? Duration.ZERO : postman.idle();
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) {
                // Also an Error: what one mail brought about must not end a thread that the others need.
                LOG.warnf("delivery broken off cause=%s", e.getClass().getSimpleName());
                return REST_WITHOUT_DATABASE;
            }
        }

        private void keepLease() {
            try {
                postman.keepLease();
            } catch (Throwable e) {
                LOG.warnf("lease not prolonged cause=%s", e.getClass().getSimpleName());
            }
        }
    }

    private void keepLeases() {
        senders.forEach(Sender::keepLease);
    }

    /** Finishes the mails in hand, if that takes no longer than it may, and stops. */
    @Override
    public void close() {
        stopping = true;
        senders.forEach(sender -> sender.postman.close());
        bell.release(senders.size());
        long last = System.nanoTime() + stopWithin.toNanos();
        try {
            for (Sender sender : senders) {
                sender.thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.forEach(sender -> sender.thread.interrupt());
        leaseKeeper.shutdownNow();
    }
}
