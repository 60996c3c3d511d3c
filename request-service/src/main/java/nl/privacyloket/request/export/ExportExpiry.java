package nl.privacyloket.request.export;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Reminds of packages whose time is nearly over, and removes those whose time is. */
@ApplicationScoped
public class ExportExpiry {

    private final Exports exports;
    private final ExportReminders reminders;

    ExportExpiry(Exports exports, ExportReminders reminders) {
        this.exports = exports;
        this.reminders = reminders;
    }

    /** Does so for what is due now; safe to run in several instances at once. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void expire() {
        reminders.due().forEach(reminders::remind);
        exports.expired().forEach(exports::expire);
    }
}
