package nl.privacyloket.connector.permit;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Settles beside the next command, one after the other. Whoever redeems while too many wait settles too, and so does whoever
 * ends a transaction when this is closed already: a settlement is tried by somebody, always.
 */
public final class Settlements implements Executor, AutoCloseable {
    /** Settlements that wait; from then on who redeems settles too. */
    static final int UNSETTLED = 100;

    private static final Logger LOG = Logger.getLogger(Settlements.class);
    private static final long LAST_SETTLEMENTS_SECONDS = 10;

    private final String system;
    private final ThreadPoolExecutor thread;

    public Settlements(String system) {
        this.system = system;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(UNSETTLED),
                work -> {
                    Thread one = new Thread(work, "settlements-" + system);
                    one.setDaemon(true);
                    return one;
                },
                // Not CallerRunsPolicy, which drops what comes after the shutdown without a word.
                (settlement, full) -> settlement.run());
    }

    @Override
    public void execute(Runnable settlement) {
        thread.execute(settlement);
    }

    /** Waits a while for those that wait. What is not settled by then is settled by the answer. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_SETTLEMENTS_SECONDS, TimeUnit.SECONDS)) {
                LOG.warnf(
                        "permits not settled before closing system=%s waiting=%d",
                        system, thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
