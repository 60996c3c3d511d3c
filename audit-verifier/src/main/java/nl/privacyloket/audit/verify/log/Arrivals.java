package nl.privacyloket.audit.verify.log;

import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.record.Envelope;
import nl.privacyloket.tlog.Hash;

/** Gives each entry of a log its place, or tells why it has none. */
final class Arrivals {
    private final String log;
    private final Growth growth;
    private final Sequence sequence;
    private final Agreement agreement;

    /** A record whose number is not the next; what follows tells why. */
    private Arrival odd;

    private long repeated;

    /**
     * @param claim the place that the record says it has; -1 when it cannot be read
     * @param entry null when it is withheld or cannot be read
     * @param unreadable why it cannot be read, or null
     */
    record Arrival(Delivered delivered, long claim, Hash leaf, Entry entry, String unreadable) {}

    Arrivals(String log, Growth growth, Sequence sequence, Agreement agreement) {
        this.log = log;
        this.growth = growth;
        this.sequence = sequence;
        this.agreement = agreement;
    }

    void arrive(Arrival arrival) {
        settle(arrival.claim());
        if (arrival.claim() == growth.next()) {
            examine(arrival, growth.next());
            take(arrival.leaf());
        } else {
            odd = arrival;
        }
    }

    /** Nothing follows that could tell of the last record why its number is not the next. */
    void settle() {
        settle(-1);
    }

    /** How many entries of a time before they named their organisation came twice, to the byte. */
    long repeated() {
        return repeated;
    }

    /** @param following the number of the record behind it, or -1 when there is none or it is no entry */
    private void settle(long following) {
        if (odd == null) {
            return;
        }
        Arrival arrival = odd;
        odd = null;
        long next = growth.next();
        boolean madeForNext = Envelope.isMadeFor(arrival.delivered(), log, next);
        boolean madeForClaim = Envelope.isMadeFor(arrival.delivered(), log, arrival.claim());
        if (arrival.unreadable() != null) {
            settleUnreadable(arrival, following == next && !madeForNext);
        } else if (madeForNext || (following == next + 1 && !madeForClaim)) {
            sequence.add(Finding.altered(next, "its number reads " + arrival.claim()));
            take(arrival.leaf());
        } else if (arrival.claim() > next) {
            sequence.gap(next, arrival.claim() - 1, "entry " + arrival.claim() + " follows at once");
            growth.skipTo(arrival.claim());
            examine(arrival, arrival.claim());
            take(arrival.leaf());
        } else if (sequence.cameLate(arrival.claim(), next - 1)) {
            examine(arrival, arrival.claim());
        } else {
            again(arrival);
        }
    }

    private void settleUnreadable(Arrival arrival, boolean inserted) {
        String why = "at " + arrival.delivered().where() + ", " + arrival.unreadable();
        if (inserted) {
            sequence.add(Finding.foreign(growth.next(), why));
        } else {
            sequence.add(Finding.altered(growth.next(), why));
            take(arrival.leaf());
        }
    }

    private void again(Arrival arrival) {
        Hash before = growth.leaf(arrival.claim());
        boolean oldForm = arrival.entry() != null && arrival.entry().organisation() == null;
        if (oldForm && arrival.leaf().equals(before)) {
            repeated++;
            return;
        }
        String where = arrival.delivered().where()
                + (before == null || before.equals(arrival.leaf()) ? "" : ", with other content");
        sequence.add(Finding.doubled(arrival.claim(), where));
    }

    /** What is around an entry in its place, and how it is written. */
    private void examine(Arrival arrival, long place) {
        Entry entry = arrival.entry();
        if (entry == null) {
            return;
        }
        if (!entry.service().equals(log)) {
            sequence.add(Finding.altered(place, "its content names the log " + entry.service()));
            return;
        }
        String contradiction = Envelope.contradiction(arrival.delivered(), entry);
        if (contradiction != null) {
            sequence.add(Finding.altered(place, contradiction));
        }
        if (!entry.isWrittenAsPublished()) {
            agreement.unusual(place);
        }
    }

    private void take(Hash leaf) {
        growth.take(leaf);
        agreement.grown();
    }
}
