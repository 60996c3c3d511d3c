package nl.privacyloket.connector.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A thread that does one thing after another while there is something to do, and looks again now and then or when woken. */
public final class BackgroundLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long CLOSING_MILLIS = 10_000;

    private final String name;
    private final Step step;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    /** What the last look failed on, so that a database that is away is told once; used by the thread alone. */
    private String failure;

    /** @param name such as {@code uploads-prifora-webshop} */
    public BackgroundLoop(String name, Step step) {
        this.name = name;
        this.step = step;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** One thing that waits. */
    @FunctionalInterface
    public interface Step {
        /** False when nothing has its turn. */
        boolean next() throws Exception;
    }

    public void start() {
        thread.start();
    }

    /** Says that something may wait; returns at once. */
    public void wake() {
        woken.release();
    }

    /** Whether it has been told to stop; a long step looks between its parts. */
    public boolean isClosing() {
        return closed;
    }

    private void run() {
        while (!closed) {
            try {
                boolean any = step.next();
                failure = null;
                if (!any) {
                    woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                failed(e);
                pause();
            }
        }
    }

    private void failed(Exception e) {
        String cause = e.getClass().getSimpleName();
        if (!cause.equals(failure)) {
            LOG.warnf("background work stopped, will retry work=%s cause=%s", name, cause);
            failure = cause;
        }
    }

    private void pause() {
        try {
            woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
