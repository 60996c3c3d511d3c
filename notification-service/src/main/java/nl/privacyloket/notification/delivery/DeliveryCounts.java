package nl.privacyloket.notification.delivery;

import java.util.concurrent.atomic.LongAdder;

/** What this process did since it started. */
public final class DeliveryCounts {
    final LongAdder sent = new LongAdder();
    final LongAdder deferred = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder takenOver = new LongAdder();
    final LongAdder neverKnown = new LongAdder();
    final LongAdder lost = new LongAdder();

    /** Taken by the mail server and recorded. */
    public long sent() {
        return sent.sum();
    }

    /** To be tried again. */
    public long deferred() {
        return deferred.sum();
    }

    /** Given up. */
    public long failed() {
        return failed.sum();
    }

    /** Connections lost with a mail in hand: it goes again, under the same Message-ID, and may arrive twice. */
    public long unknown() {
        return unknown.sum();
    }

    /** Messages whose earlier worker never told the result: they go again, and may arrive twice. */
    public long takenOver() {
        return takenOver.sum();
    }

    /** Messages given up because each try may have arrived, and none is known to have. */
    public long neverKnown() {
        return neverKnown.sum();
    }

    /** Results that came after the lease had ended: another worker had the message by then. */
    public long lost() {
        return lost.sum();
    }
}
