package nl.privacyloket.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;

/**
 * Whether a message whose lease has ended may be taken for that of a dead worker. While the database fails, leases end of
 * workers that live: they could not prolong them, and may hold a mail that was sent and is still to be recorded. So nothing is
 * taken over until one whole lease has passed without a failure. Shared by all senders.
 */
public final class TakeOver {
    private final Duration lease;
    private final Clock clock;
    private Instant failedAt;

    public TakeOver(Duration lease, Clock clock) {
        this.lease = lease;
        this.clock = clock;
    }

    /** Notes what fails of these, but for what a letter is to blame for. */
    Transactions watching(Transactions transactions) {
        return new Transactions() {
            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                try {
                    return transactions.inTransaction(work);
                } catch (UndeliverableException | NotWrittenException e) {
                    throw e;
                } catch (Exception | Error e) {
                    transactionFailed();
                    throw e;
                }
            }
        };
    }

    synchronized void transactionFailed() {
        failedAt = clock.instant();
    }

    synchronized boolean isAllowed() {
        if (failedAt == null) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(failedAt)) {
            // The clock was set back: how long ago it was is not known any more.
            failedAt = now;
        }
        if (now.isBefore(failedAt.plus(lease))) {
            return false;
        }
        failedAt = null;
        return true;
    }
}
