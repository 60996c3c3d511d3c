package nl.privacyloket.audit.verify.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;

/**
 * Reads lines, and makes records of them, on other processors than the one that judges those before. What {@link Delivered}
 * makes of the bytes, their hash above all, is most of the work.
 */
final class ReadAhead {
    /** Lines in a batch, unless it is full of bytes before. */
    private static final int MOST_LINES = 512;

    private static final int MOST_BYTES = 256 * 1024;
    /** Batches read and not judged yet. The longest line of all added to each, this is the memory that it takes. */
    private static final int MOST_WAITING = 8;

    /** For a stream that does not heed its closing; its reader is a daemon and keeps nothing from ending. */
    private static final long MOST_MILLIS_TO_STOP = 5_000;

    private static final Executor OTHERS = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), work -> daemon(work, "audit-records"));

    private final BlockingQueue<CompletableFuture<Batch>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LineReader lines;
    private final LineRecords.Form form;
    private long number;

    /** @param end null when more follows; otherwise the end, or what went wrong behind these records */
    private record Batch(List<Delivered> records, End end) {}

    /** @param failure null for the end as it should be */
    private record End(Throwable failure) {}

    private ReadAhead(LineReader lines, LineRecords.Form form) {
        this.lines = lines;
        this.form = form;
    }

    /**
     * Delivers all lines but empty ones as records, in order, in the thread that calls. What goes wrong while reading comes
     * behind what was read before, errors of the JVM too. Closes what it reads.
     */
    static void deliver(LineReader lines, LineRecords.Form form, AuditSource.Receiver receiver)
            throws IOException, UnusableInputException, InterruptedException {
        ReadAhead ahead = new ReadAhead(lines, form);
        Thread reader = daemon(ahead::readAll, "audit-reader");
        reader.start();
        try {
            ahead.giveAll(receiver);
        } finally {
            ahead.stop(reader);
        }
    }

    /** Throws nothing: what went wrong before counts. */
    private void stop(Thread reader) {
        reader.interrupt();
        try {
            lines.close();
        } catch (IOException e) {
            // Nothing more is wanted of it.
        }
        try {
            reader.join(MOST_MILLIS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void readAll() {
        try {
            boolean more;
            do {
                more = readBatch();
            } while (more);
        } catch (InterruptedException e) {
            // Nobody wants the rest.
        }
    }

    /** @return whether there is more */
    private boolean readBatch() throws InterruptedException {
        CompletableFuture<Batch> made;
        End end;
        try {
            long first = number + 1;
            List<byte[]> batch = new ArrayList<>(MOST_LINES);
            End behind = read(batch);
            end = behind;
            made = CompletableFuture.supplyAsync(() -> records(first, batch, behind), OTHERS);
        } catch (Throwable e) {
            // Whoever waits must hear of an end, also when there is no memory for what was read.
            end = new End(e);
            made = CompletableFuture.completedFuture(new Batch(List.of(), end));
        }
        waiting.put(made);
        return end == null;
    }

    /** Adds lines, null for one that is too long; answers what comes behind them, or null when there is room for no more. */
    private End read(List<byte[]> batch) {
        int bytes = 0;
        try {
            while (batch.size() < MOST_LINES && bytes < MOST_BYTES) {
                byte[] line = lines.next();
                if (line == null) {
                    return new End(null);
                }
                number++;
                batch.add(lines.wasTooLong() ? null : line);
                bytes += line.length;
            }
            return null;
        } catch (Throwable e) {
            return new End(e);
        }
    }

    private Batch records(long first, List<byte[]> batch, End end) {
        List<Delivered> records = new ArrayList<>(batch.size());
        try {
            for (int i = 0; i < batch.size(); i++) {
                byte[] line = batch.get(i);
                Delivered record = form.record(first + i, line);
                if (line == null || line.length > 0) {
                    records.add(record);
                }
            }
            return new Batch(records, end);
        } catch (Throwable e) {
            return new Batch(records, new End(e));
        }
    }

    private void giveAll(AuditSource.Receiver receiver)
            throws IOException, UnusableInputException, InterruptedException {
        Batch batch;
        do {
            batch = waiting.take().join();
            for (Delivered record : batch.records()) {
                receiver.accept(record);
            }
        } while (batch.end() == null);
        Throwable failure = batch.end().failure();
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof UnusableInputException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException("reading failed", failure);
        }
    }
}
