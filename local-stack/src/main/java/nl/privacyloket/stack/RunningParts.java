package nl.privacyloket.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/**
 * What has been started and must be stopped, the latest first. Parts start in several threads, and the order to stop may
 * come in the middle of that: then nothing new starts, and what was starting is stopped when it is up.
 */
final class RunningParts implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RunningParts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int starting;
    private boolean closed;

    /**
     * Starts a part and keeps it for stopping.
     *
     * @throws StackException when everything is being stopped already
     */
    <T extends AutoCloseable> T start(Callable<T> start) throws Exception {
        synchronized (this) {
            if (closed) {
                throw new StackException("The stack is being stopped");
            }
            starting++;
        }
        T part = null;
        try {
            part = start.call();
            return part;
        } finally {
            synchronized (this) {
                starting--;
                if (part != null) {
                    parts.push(part);
                }
                notifyAll();
            }
        }
    }

    /** Stops everything; what fails to stop does not keep the rest from being stopped. */
    @Override
    public void close() {
        Deque<AutoCloseable> stopping;
        synchronized (this) {
            closed = true;
            awaitStarting();
            stopping = new ArrayDeque<>(parts);
            parts.clear();
        }
        for (AutoCloseable part : stopping) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.errorf(e, "part=%s did not stop", part.getClass().getSimpleName());
            }
        }
    }

    private void awaitStarting() {
        try {
            while (starting > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
