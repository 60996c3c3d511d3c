package nl.privacyloket.audit.verify.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Content.SignedNote;
import nl.privacyloket.audit.verify.record.Content.Unreadable;
import nl.privacyloket.audit.verify.record.Content.Withheld;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.record.Envelope;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;

/**
 * Judges one log. Takes its records in the order in which the source has them, grows the tree, and compares it with each
 * checkpoint. Not for several threads.
 */
public final class LogVerifier {
    private final String log;
    private final Collection<CheckpointVerifier> keys;
    private final Sequence sequence = new Sequence();
    private final Leaves leaves = new Leaves();

    /** Checkpoints from elsewhere, until the log has grown to them. */
    private final PriorityQueue<SignedCheckpoint> given =
            new PriorityQueue<>(Comparator.comparingLong(LogVerifier::size));

    private TreeFrontier tree = TreeFrontier.empty();
    /** The place that comes next. Equal to the tree's size as long as the tree can be grown. */
    private long next;

    /** No entry has been left out of the tree so far. */
    private boolean whole = true;

    private final Proofs proofs;
    /** The note of the checkpoint that stood in the log last. */
    private String lastMet;

    private long withheld;
    private long nextGiven = Long.MAX_VALUE;

    /** A record whose number is not the next; what follows tells why. */
    private Arrival odd;

    /** The first entry since the last checkpoint that no service would have written so. */
    private long unusual = -1;

    private AlteredRange altered;
    private Finding alteredFinding;

    /**
     * @param claim the place that the record says it has; -1 when it cannot be read
     * @param entry null when it is withheld or cannot be read
     * @param unreadable why it cannot be read, or null
     */
    private record Arrival(Delivered delivered, long claim, Hash leaf, Entry entry, String unreadable) {}

    /**
     * @param log its name, the key of its records
     * @param keys by which its checkpoints are believed; none of another log
     */
    public LogVerifier(String log, Collection<CheckpointVerifier> keys) {
        this.log = log;
        this.keys = List.copyOf(keys);
        this.proofs = new Proofs(this.keys, this::forged);
    }

    /**
     * Goes on where an earlier run stopped. Before anything is read.
     *
     * @param at where its checkpoint stands on the topic, or null
     */
    public void resume(Edge edge, Position at) {
        proofs.resume(edge, at);
        next = edge.size();
        tree = TreeFrontier.of(next, edge.hashes());
        leaves.restart(next);
    }

    /**
     * Adds a checkpoint that the reader has from elsewhere: an earlier one, one of another reader, or the one that the
     * service answers. The log must contain it. Before anything is read.
     */
    public void expect(SignedCheckpoint checkpoint) {
        if (size(checkpoint) < next) {
            throw new IllegalStateException("the log has grown beyond the checkpoint already");
        }
        given.add(checkpoint);
        meetGiven();
    }

    /** The place that the next entry has; so many were read. */
    public long next() {
        return next;
    }

    /** How far the log is proven by now; null before the first checkpoint. */
    public Edge proven() {
        return proofs.proven();
    }

    /** From where a later run goes on: the last checkpoint that holds and stands in the log; null when there is none. */
    public Edge resumable() {
        return proofs.own();
    }

    /** Where that checkpoint stands on the topic, or null. */
    public Position resumableAt() {
        return proofs.ownAt();
    }

    /** Whether nothing is wrong so far. */
    public boolean isSoundSoFar() {
        return sequence.isEmpty() && altered == null;
    }

    /** An entry of this log, or one that says so. */
    public void entry(Delivered delivered, Entry entry) {
        arrive(new Arrival(delivered, entry.index(), Hash.ofLeaf(entry.bytes()), entry, null));
    }

    /** A place whose entry is withheld. */
    public void withheld(Delivered delivered, Withheld place) {
        withheld++;
        arrive(new Arrival(delivered, place.index(), place.leaf(), null, null));
    }

    /** Something in this log that cannot be read: what is left of an entry, or what somebody put between two. */
    public void unreadable(Delivered delivered, Unreadable content) {
        byte[] bytes = delivered.value() == null ? new byte[0] : delivered.value();
        arrive(new Arrival(delivered, -1, Hash.ofLeaf(bytes), null, content.why()));
    }

    private void arrive(Arrival arrival) {
        settleOdd(arrival.claim());
        if (arrival.claim() == next) {
            examine(arrival, next);
            take(arrival.leaf());
        } else {
            odd = arrival;
        }
    }

    /** @param following the number of the record behind it, or -1 when there is none or it is no entry */
    private void settleOdd(long following) {
        if (odd == null) {
            return;
        }
        Arrival arrival = odd;
        odd = null;
        boolean madeForNext = Envelope.isMadeFor(arrival.delivered(), log, next);
        boolean madeForClaim = Envelope.isMadeFor(arrival.delivered(), log, arrival.claim());
        if (arrival.unreadable() != null) {
            settleUnreadable(arrival, following == next && !madeForNext);
        } else if (madeForNext || (following == next + 1 && !madeForClaim)) {
            sequence.add(Finding.altered(next, "its number reads " + arrival.claim()));
            take(arrival.leaf());
        } else if (arrival.claim() > next) {
            sequence.gap(next, arrival.claim() - 1, "entry " + arrival.claim() + " follows at once");
            next = arrival.claim();
            whole = false;
            examine(arrival, next);
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
            sequence.add(new Finding(
                    Finding.Kind.FOREIGN,
                    next,
                    next,
                    "something that is no entry stands before entry " + next + ": " + why));
        } else {
            sequence.add(Finding.altered(next, why));
            take(arrival.leaf());
        }
    }

    private void again(Arrival arrival) {
        Hash before = leaves.of(arrival.claim());
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
        if (unusual < 0 && !entry.isWrittenAsPublished()) {
            unusual = place;
        }
    }

    private void take(Hash leaf) {
        next++;
        if (whole) {
            tree.append(leaf);
            leaves.add(leaf);
        }
        if (next >= nextGiven) {
            meetGiven();
        }
    }

    private void meetGiven() {
        while (!given.isEmpty() && size(given.peek()) <= next) {
            SignedCheckpoint checkpoint = given.poll();
            // One in a gap has no tree to be compared with; the gap says enough.
            if (size(checkpoint) == next) {
                compare(checkpoint);
            }
        }
        nextGiven = given.isEmpty() ? Long.MAX_VALUE : size(given.peek());
    }

    /** A checkpoint where it stands in the log. */
    public void checkpoint(Delivered delivered, SignedNote note) {
        settleOdd(-1);
        if (keys.isEmpty()) {
            return;
        }
        String contradiction = note.service().equals(log)
                ? Envelope.contradiction(delivered, note)
                : "what stands beside its note names the log " + note.service();
        if (contradiction != null) {
            forged(contradiction, next);
        }
        boolean agrees = whole && note.size() == next && tree.root().equals(note.root());
        if (agrees && altered == null && !note.note().equals(lastMet)) {
            lastMet = note.note();
            proofs.agrees(note, tree.hashes(), delivered.position());
            atCheckpoint();
            return;
        }
        proofs.settle();
        Proofs.Opened opened = proofs.open(note);
        if (opened.signed() == null) {
            forged(opened.why(), next);
        } else {
            meet(delivered, opened.signed());
        }
    }

    private void forged(String why, long size) {
        sequence.add(new Finding(
                Finding.Kind.FORGED,
                size,
                size,
                "the checkpoint " + (size == 0 ? "before entry 0" : "after entry " + (size - 1))
                        + " is not to be believed: " + why));
    }

    private void atCheckpoint() {
        leaves.restart(next);
        unusual = -1;
    }

    private void meet(Delivered delivered, SignedCheckpoint signed) {
        long size = size(signed);
        if (size > next) {
            sequence.gap(next, size - 1, covers(signed));
            next = size;
            whole = false;
        } else if (size == next) {
            if (signed.note().equals(lastMet)) {
                sequence.add(new Finding(
                        Finding.Kind.DOUBLED,
                        size,
                        size,
                        "the checkpoint over " + size + " entries occurs twice: again at " + delivered.where()));
            }
            lastMet = signed.note();
            compare(signed);
        } else {
            sequence.add(new Finding(
                    Finding.Kind.REORDERED,
                    size,
                    size,
                    "the checkpoint over " + size + " entries is not in its place: it stands after entry "
                            + (next - 1)));
        }
    }

    private void compare(SignedCheckpoint signed) {
        if (!whole) {
            return;
        }
        Edge proven = proofs.proven();
        if (tree.root().equals(signed.checkpoint().root())) {
            if (altered != null) {
                fork(altered.signed(), signed);
                altered = null;
            }
            proofs.agrees(signed, tree.hashes());
            atCheckpoint();
        } else if (proven != null && proven.size() == next) {
            fork(signed, proven.checkpoint());
        } else if (altered == null && alteredFinding == null) {
            contradicts(signed);
        }
    }

    /** The tree has another root than the one that was signed. */
    private void contradicts(SignedCheckpoint signed) {
        Edge proven = proofs.proven();
        long first = proven == null ? 0 : proven.size();
        List<Hash> edge = proven == null ? List.of() : proven.hashes();
        // Named already, by what is around it or by what it has become.
        Finding named = sequence.findings().stream()
                .filter(f -> f.kind() == Finding.Kind.ALTERED && f.last() >= first && f.first() < next)
                .findFirst()
                .orElse(null);
        if (named != null) {
            alteredFinding = named;
            return;
        }
        if (next == 0) {
            forged("an empty log has another root", 0);
            return;
        }
        String because = "the root that was signed at " + signed.signedAt() + " over " + next + " entries is another";
        if (unusual >= 0) {
            alteredFinding =
                    Finding.altered(unusual, "it is not written as the service writes entries, and " + because);
        } else if (first == next - 1) {
            alteredFinding = Finding.altered(first, because);
        } else {
            alteredFinding = new Finding(
                    Finding.Kind.ALTERED,
                    first,
                    next - 1,
                    "one or more of the entries " + first + " to " + (next - 1) + " were altered: " + because);
        }
        altered = new AlteredRange(log, first, edge, leaves.all(), signed);
        sequence.add(alteredFinding);
    }

    private void fork(SignedCheckpoint one, SignedCheckpoint other) {
        long size = size(one);
        Finding finding = new Finding(
                Finding.Kind.FORKED,
                size,
                size,
                "two histories were signed: the checkpoint of " + one.signedAt() + " over " + size
                        + " entries (root " + one.checkpoint().root() + ", key " + one.keyId()
                        + ") excludes the one of " + other.signedAt() + " over " + size(other) + " entries (root "
                        + other.checkpoint().root() + ", key " + other.keyId() + "), which this log agrees with");
        if (alteredFinding != null && altered != null) {
            sequence.replace(alteredFinding, finding);
        } else {
            sequence.add(finding);
        }
    }

    /** A checkpoint from elsewhere that is said to be this log's and is not to be believed. */
    public void disbelieve(String where, String why) {
        sequence.add(new Finding(
                Finding.Kind.FORGED, next, next, "the checkpoint of " + where + " is not to be believed: " + why));
    }

    /**
     * The verdict, when the source has nothing more.
     *
     * @param freshAfter the newest checkpoint must be signed after this; null when any age will do
     */
    public LogVerdict finish(Instant freshAfter) {
        settleOdd(-1);
        Edge proven = proofs.proven();
        long read = next;
        for (SignedCheckpoint unmet : new ArrayList<>(given)) {
            if (size(unmet) > next) {
                sequence.gap(next, size(unmet) - 1, covers(unmet));
                next = size(unmet);
                whole = false;
            }
        }
        given.clear();
        if (freshAfter != null
                && (proven == null || proven.checkpoint().signedAt().isBefore(freshAfter))) {
            sequence.add(new Finding(
                    Finding.Kind.STALE,
                    next,
                    next,
                    (proven == null
                                    ? "there is no checkpoint"
                                    : "the newest checkpoint is of "
                                            + proven.checkpoint().signedAt())
                            + ", and one after " + freshAfter
                            + " was asked for: the log was cut off, or its service stands still"));
        }
        List<Finding> findings = sequence.findings();
        String why = findings.isEmpty() && proven == null ? nothingToGoBy(read) : null;
        Verdict verdict = !findings.isEmpty() ? Verdict.TAMPERED : why == null ? Verdict.COMPLETE : Verdict.UNJUDGED;
        return new LogVerdict(log, verdict, read, proven, withheld, findings, altered, why);
    }

    private String nothingToGoBy(long read) {
        if (keys.isEmpty()) {
            return "no key of this log was given";
        }
        return read == 0
                ? "there is no entry and no checkpoint"
                : "no checkpoint covers its " + read + (read == 1 ? " entry" : " entries");
    }

    private static String covers(SignedCheckpoint signed) {
        return "the checkpoint that was signed at " + signed.signedAt() + " covers " + size(signed) + " entries";
    }

    private static long size(SignedCheckpoint signed) {
        return signed.checkpoint().size();
    }
}
