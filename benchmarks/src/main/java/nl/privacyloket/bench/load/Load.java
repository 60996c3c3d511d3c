package nl.privacyloket.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Calls from several connections at once. A closed loop says how much can be done; only an open one says how long it takes,
 * because there nobody waits with the next call until the last one has been answered.
 */
public final class Load {
    private final int connections;
    private final Duration lasting;
    private final long interval;

    private Load(int connections, Duration lasting, long interval) {
        this.connections = connections;
        this.lasting = lasting;
        this.interval = interval;
    }

    /** Each connection calls again as soon as it has its answer. */
    public static Load closed(int connections, Duration lasting) {
        return new Load(connections, lasting, 0);
    }

    /**
     * Calls begin at a fixed rate, and how long one takes counts from when it was due: a call that waited because all
     * connections were busy has taken that time too.
     *
     * @param connections enough for all calls that are under way at once
     * @param rate calls per second
     */
    public static Load open(int connections, double rate, Duration lasting) {
        return new Load(connections, lasting, (long) (1e9 / rate));
    }

    /**
     * Opens the connections, calls until the time is over, and waits for the last answers.
     *
     * @throws Exception what the first call that failed threw
     */
    public Answered run(Callers callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Caller> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                open.add(callers.open(i));
            }
            AtomicLong next = new AtomicLong();
            AtomicBoolean failed = new AtomicBoolean();
            long begin = System.nanoTime();
            List<Future<Histogram>> workers = new ArrayList<>();
            for (Caller caller : open) {
                workers.add(threads.submit(() -> work(caller, next, begin, failed)));
            }
            Histogram latencies = Answered.histogram();
            for (Future<Histogram> worker : workers) {
                latencies.add(worker.get());
            }
            return new Answered(latencies.getTotalCount(), Duration.ofNanos(System.nanoTime() - begin), latencies);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } finally {
            threads.shutdownNow();
            for (Caller caller : open) {
                caller.close();
            }
        }
    }

    private Histogram work(Caller caller, AtomicLong next, long begin, AtomicBoolean failed) throws Exception {
        Histogram latencies = Answered.histogram();
        long end = begin + lasting.toNanos();
        try {
            while (!failed.get()) {
                long number = next.getAndIncrement();
                long due = interval == 0 ? System.nanoTime() : begin + number * interval;
                if (due - end >= 0) {
                    break;
                }
                await(due);
                caller.call(new Turn(number, due));
                latencies.recordValue((System.nanoTime() - due) / 1_000);
            }
            return latencies;
        } catch (Exception e) {
            // The others stop too.
            failed.set(true);
            throw e;
        }
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
