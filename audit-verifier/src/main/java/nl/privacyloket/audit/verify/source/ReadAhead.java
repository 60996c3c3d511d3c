package nl.privacyloket.audit.verify.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;

/**
 * Reads records on one processor while another judges those before. Reading, with what {@link Delivered} makes of the bytes,
 * takes about as long as hashing.
 */
final class ReadAhead {
    /** Records in a batch, unless it is full of bytes before. */
    private static final int MOST_RECORDS = 512;

    private static final int MOST_BYTES = 256 * 1024;
    /** Batches read and not judged yet. The longest line of all added to each, this is the memory that it takes. */
    private static final int MOST_WAITING = 8;

    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Records records;

    /** Where records come from. */
    interface Records {
        /** The next; null at the end. */
        Delivered next() throws IOException, UnusableInputException;
    }

    /** @param last whether nothing follows: the end, or what went wrong behind these records */
    private record Batch(List<Delivered> records, boolean last, Throwable failure) {}

    private ReadAhead(Records records) {
        this.records = records;
    }

    /** Delivers all records in order, in the thread that calls; what goes wrong while reading comes behind those before it. */
    static void deliver(Records records, AuditSource.Receiver receiver)
            throws IOException, UnusableInputException, InterruptedException {
        ReadAhead ahead = new ReadAhead(records);
        Thread reader = new Thread(ahead::readAll, "audit-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            ahead.giveAll(receiver);
        } finally {
            // Whoever called closes what the reader reads.
            reader.interrupt();
            reader.join();
        }
    }

    private void readAll() {
        try {
            Batch batch;
            do {
                batch = read();
                waiting.put(batch);
            } while (!batch.last());
        } catch (InterruptedException e) {
            // Nobody wants the rest.
        }
    }

    private Batch read() {
        List<Delivered> batch = new ArrayList<>(MOST_RECORDS);
        int bytes = 0;
        try {
            while (batch.size() < MOST_RECORDS && bytes < MOST_BYTES) {
                Delivered record = records.next();
                if (record == null) {
                    return new Batch(batch, true, null);
                }
                batch.add(record);
                bytes += record.value() == null ? 0 : record.value().length;
            }
            return new Batch(batch, false, null);
        } catch (IOException | UnusableInputException | RuntimeException | Error e) {
            return new Batch(batch, true, e);
        }
    }

    private void giveAll(AuditSource.Receiver receiver)
            throws IOException, UnusableInputException, InterruptedException {
        Batch batch;
        do {
            batch = waiting.take();
            for (Delivered record : batch.records()) {
                receiver.accept(record);
            }
        } while (!batch.last());
        if (batch.failure() instanceof IOException e) {
            throw e;
        }
        if (batch.failure() instanceof UnusableInputException e) {
            throw e;
        }
        if (batch.failure() != null) {
            throw new IllegalStateException("reading failed", batch.failure());
        }
    }
}
