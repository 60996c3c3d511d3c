package nl.privacyloket.request.export;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes packages whose time is over. */
@ApplicationScoped
public class ExportExpiry {

    private final Exports exports;

    ExportExpiry(Exports exports) {
        this.exports = exports;
    }

    /** Removes those that are over now; safe to run in several instances at once. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void expire() {
        exports.expired().forEach(exports::expire);
    }
}
