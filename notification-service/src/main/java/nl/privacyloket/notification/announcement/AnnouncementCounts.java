package nl.privacyloket.notification.announcement;

import java.util.concurrent.atomic.LongAdder;

/** What this process did for announcements since it started. */
public final class AnnouncementCounts {
    final LongAdder sent = new LongAdder();
    final LongAdder deferred = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder takenOver = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder cycles = new LongAdder();

    /** Taken by a mail server. */
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

    /** Mails whose earlier sender never told the result: they go again, and may arrive twice. */
    public long takenOver() {
        return takenOver.sum();
    }

    /** Results that came after somebody else had the mail, or after its subscriber was erased. */
    public long lost() {
        return lost.sum();
    }

    /** Transactions in which mails were recorded and taken. */
    public long cycles() {
        return cycles.sum();
    }
}
