package nl.privacyloket.retention.register;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import nl.privacyloket.retention.register.HoldingRegister.Taken;

/** Stores a batch while the next one is read: never more than one at a time, and in their order. */
final class BatchStore implements AutoCloseable {
    private final Executor executor;
    private final Function<List<Registration>, Taken> store;
    private CompletableFuture<Taken> underWay = CompletableFuture.completedFuture(null);
    private long accepted;
    private long unchanged;

    BatchStore(Executor executor, Function<List<Registration>, Taken> store) {
        this.executor = executor;
        this.store = store;
    }

    /** Returns when the batch before is stored; this one must not be changed any more. */
    void take(List<Registration> batch) {
        finish();
        if (!batch.isEmpty()) {
            underWay = CompletableFuture.supplyAsync(() -> store.apply(batch), executor);
            accepted += batch.size();
        }
    }

    /** Returns when everything is stored. */
    void finish() {
        try {
            var taken = underWay.join();
            underWay = CompletableFuture.completedFuture(null);
            if (taken != null) {
                unchanged += taken.unchanged();
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    long accepted() {
        return accepted;
    }

    /** Of the batches that are stored. */
    long unchanged() {
        return unchanged;
    }

    /** Waits for what is under way, so that nothing is stored any more when the call has ended. */
    @Override
    public void close() {
        underWay.handle((taken, fault) -> taken).join();
    }
}
