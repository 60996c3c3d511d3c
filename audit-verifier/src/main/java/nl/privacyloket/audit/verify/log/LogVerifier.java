package nl.privacyloket.audit.verify.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.audit.verify.log.Arrivals.Arrival;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Content.SignedNote;
import nl.privacyloket.audit.verify.record.Content.Unreadable;
import nl.privacyloket.audit.verify.record.Content.Withheld;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;

/**
 * Judges one log. Takes its records in the order in which the source has them, grows the tree, and compares it with each
 * checkpoint. Not for several threads.
 */
public final class LogVerifier {
    /** Clocks differ; by more than this they do not. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final String log;
    private final LogKeys keys;
    private final Sequence sequence = new Sequence();
    private final Growth growth = new Growth();
    private final Agreement agreement;
    private final Arrivals arrivals;
    private final List<String> notes = new ArrayList<>();
    private long resumedAt;
    private long read;
    private long withheld;

    /**
     * @param log its name, the key of its records
     * @param keys by which its checkpoints are believed; none of another log
     */
    public LogVerifier(String log, LogKeys keys) {
        this.log = log;
        this.keys = keys;
        this.agreement = new Agreement(log, keys, growth, sequence);
        this.arrivals = new Arrivals(log, growth, sequence, agreement);
    }

    /**
     * Goes on where an earlier run stopped. Before anything is read.
     *
     * @param at where its checkpoint stands on the topic, or null
     */
    public void resume(Edge edge, Position at) {
        growth.resume(edge);
        resumedAt = edge.size();
        agreement.resume(edge, at);
    }

    /** Adds what is worth knowing and wrong with nothing. */
    public void note(String words) {
        notes.add(words);
    }

    /**
     * Adds a checkpoint that the reader has from elsewhere: an earlier one, one of another reader, or the one that the
     * service answers. The log must contain it. Before anything is read.
     *
     * @param live the service answers it just now, and what it covers may still be on its way to where the log is read
     */
    public void expect(SignedCheckpoint checkpoint, boolean live) {
        agreement.expect(checkpoint, live);
    }

    /** The place that the next entry has; so many were read. */
    public long next() {
        return growth.next();
    }

    /** How far the log is proven by now; null before the first checkpoint. */
    public Edge proven() {
        return agreement.proofs().proven();
    }

    /** From where a later run goes on: the last checkpoint that holds and stands in the log; null when there is none. */
    public Edge resumable() {
        return agreement.proofs().own();
    }

    /** Where that checkpoint stands on the topic, or null. */
    public Position resumableAt() {
        return agreement.proofs().ownAt();
    }

    /** Whether nothing is wrong so far. */
    public boolean isSoundSoFar() {
        agreement.proofs().settle();
        return sequence.isEmpty() && agreement.altered() == null;
    }

    /** An entry of this log, or one that says so. */
    public void entry(Delivered delivered, Entry entry) {
        arrive(new Arrival(delivered, entry.index(), entry.leaf(), entry, null));
    }

    /** A place whose entry is withheld. Only a service withholds, from those who may not see it. */
    public void withheld(Delivered delivered, Withheld place) {
        withheld++;
        if (!delivered.mayWithhold()) {
            sequence.add(Finding.altered(
                    place.index(), "at " + delivered.where() + " only its hash stands in place of its content"));
        }
        arrive(new Arrival(delivered, place.index(), place.leaf(), null, null));
    }

    /** Something in this log that cannot be read: what is left of an entry, or what somebody put between two. */
    public void unreadable(Delivered delivered, Unreadable content) {
        byte[] bytes = delivered.value() == null ? new byte[0] : delivered.value();
        arrive(new Arrival(delivered, -1, Hash.ofLeaf(bytes), null, content.why()));
    }

    private void arrive(Arrival arrival) {
        read++;
        if (keys.isEmpty() && read == 1 && arrival.claim() > 0) {
            // Nothing is judged of it, and who goes on in the middle of the topic has not seen how it begins.
            growth.skipTo(arrival.claim());
        }
        arrivals.arrive(arrival);
    }

    /** A checkpoint where it stands in the log. */
    public void checkpoint(Delivered delivered, SignedNote note) {
        arrivals.settle();
        if (!keys.isEmpty()) {
            agreement.checkpoint(delivered, note);
        }
    }

    /**
     * The verdict, when the source has nothing more.
     *
     * @param maxAge of the newest checkpoint; null when any age will do
     */
    public LogVerdict finish(Instant now, Duration maxAge) {
        arrivals.settle();
        Edge proven = proven();
        long entries = growth.next();
        agreement.end(now);
        if (proven != null) {
            judgeTimes(proven.checkpoint().signedAt(), now, maxAge);
        }
        if (arrivals.repeated() > 0) {
            note(arrivals.repeated() + " of its oldest entries occur twice, to the byte: they were published before"
                    + " services published each entry exactly once");
        }
        List<Finding> findings = sequence.findings();
        String why = !findings.isEmpty() ? null : proven == null ? nothingToGoBy(entries) : nothingSeen();
        Verdict verdict = !findings.isEmpty() ? Verdict.TAMPERED : why == null ? Verdict.COMPLETE : Verdict.UNJUDGED;
        AlteredRange altered = agreement.altered();
        return new LogVerdict(log, verdict, entries, proven, read, withheld, findings, altered, why, notes);
    }

    private void judgeTimes(Instant newest, Instant now, Duration maxAge) {
        if (maxAge != null && newest.isBefore(now.minus(maxAge))) {
            sequence.add(Finding.stale(growth.next(), newest, now.minus(maxAge)));
        }
        Instant latest = agreement.proofs().latest();
        if (latest.isAfter(now.plus(CLOCKS_DIFFER))) {
            sequence.add(Finding.postdated(growth.next(), latest, now));
        }
    }

    private String nothingSeen() {
        return resumedAt == 0 && read > 0 && withheld == read
                ? "of all its entries only the hash was shown, and nothing of what they say"
                : null;
    }

    private String nothingToGoBy(long read) {
        if (keys.isEmpty()) {
            return "no key of this log was given";
        }
        return read == 0
                ? "there is no entry and no checkpoint"
                : "no checkpoint covers its " + read + (read == 1 ? " entry" : " entries");
    }
}
