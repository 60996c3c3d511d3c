package nl.privacyloket.audit.verify.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.log.LogVerdict.Verdict;
import nl.privacyloket.audit.verify.record.Content.SignedNote;
import nl.privacyloket.audit.verify.record.Content.Unreadable;
import nl.privacyloket.audit.verify.record.Content.Withheld;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.record.Entry;
import nl.privacyloket.audit.verify.record.Envelope;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;

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
    private final Leaves leaves = new Leaves();

    private final GivenCheckpoints given = new GivenCheckpoints();

    private TreeFrontier tree = TreeFrontier.empty();
    /** The place that comes next. Equal to the tree's size as long as the tree can be grown. */
    private long next;

    /** No entry has been left out of the tree so far. */
    private boolean whole = true;

    private final Proofs proofs;
    /** Hashes of the notes that stood in the log behind as many entries as now. */
    private final Set<Hash> met = new HashSet<>();

    private long metOver;
    private long resumedAt;
    private long read;
    private long withheld;
    private long nextGiven = Long.MAX_VALUE;
    /** Entries of a time before they named their organisation that came twice, to the byte. */
    private long repeated;

    private final List<String> notes = new ArrayList<>();

    /** A record whose number is not the next; what follows tells why. */
    private Arrival odd;

    /** The first entry since the last checkpoint that held, and the last one, that no service would have written so. */
    private long unusual = -1;

    private long lastUnusual = -1;

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
    public LogVerifier(String log, LogKeys keys) {
        this.log = log;
        this.keys = keys;
        this.proofs = new Proofs(keys, (why, size) -> sequence.add(Finding.forged(size, why)), this::verified);
    }

    /**
     * Goes on where an earlier run stopped. Before anything is read.
     *
     * @param at where its checkpoint stands on the topic, or null
     */
    public void resume(Edge edge, Position at) {
        proofs.resume(edge, at);
        next = edge.size();
        resumedAt = next;
        tree = TreeFrontier.of(next, edge.hashes());
        leaves.restart(next);
        isMetAgain(edge.checkpoint().note());
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
        if (size(checkpoint) < next) {
            throw new IllegalStateException("the log has grown beyond the checkpoint already");
        }
        given.add(checkpoint, live);
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
        proofs.settle();
        return sequence.isEmpty() && altered == null;
    }

    /** An entry of this log, or one that says so. */
    public void entry(Delivered delivered, Entry entry) {
        arrive(new Arrival(delivered, entry.index(), Hash.ofLeaf(entry.bytes()), entry, null));
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
            next = arrival.claim();
            whole = false;
        }
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
            sequence.add(Finding.foreign(next, why));
        } else {
            sequence.add(Finding.altered(next, why));
            take(arrival.leaf());
        }
    }

    private void again(Arrival arrival) {
        Hash before = leaves.of(arrival.claim());
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
            unusual = unusual < 0 ? place : unusual;
            lastUnusual = place;
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
        while (given.nextSize() <= next) {
            SignedCheckpoint checkpoint = given.next();
            // One in a gap has no tree to be compared with; the gap says enough.
            if (size(checkpoint) == next) {
                compare(checkpoint);
            }
        }
        nextGiven = given.nextSize();
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
            sequence.add(Finding.forged(next, contradiction));
        }
        boolean agrees = whole
                && note.size() == next
                && tree.root().equals(note.root())
                && note.root().base64().equals(LogKeys.rootIn(note.note()));
        boolean again = note.size() == next && isMetAgain(note.note());
        if (agrees && altered == null && !again) {
            proofs.agrees(note, tree.hashes(), delivered.position());
            return;
        }
        proofs.settle();
        Proofs.Opened opened = proofs.open(note);
        if (opened.why() != null) {
            sequence.add(Finding.forged(next, opened.why()));
        }
        if (opened.signed() != null) {
            meet(delivered, opened.signed(), again);
        }
    }

    private boolean isMetAgain(String note) {
        if (metOver != next) {
            met.clear();
            metOver = next;
        }
        return !met.add(Hash.ofLeaf(note.getBytes(UTF_8)));
    }

    /** The signatures of a checkpoint hold: what stands before it need not be searched any more. */
    private void verified(long size) {
        leaves.forget(size);
        if (unusual < size) {
            unusual = lastUnusual >= size ? lastUnusual : -1;
        }
    }

    private void meet(Delivered delivered, SignedCheckpoint signed, boolean again) {
        long size = size(signed);
        if (size > next) {
            sequence.gap(next, size - 1, covers(signed));
            next = size;
            whole = false;
        } else if (size == next) {
            if (again) {
                sequence.add(Finding.doubledCheckpoint(size, delivered.where()));
            } else {
                compare(signed);
            }
        } else {
            sequence.add(Finding.lateCheckpoint(size, next - 1));
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
            sequence.add(Finding.forged(0, "an empty log has another root"));
            return;
        }
        String because = "the root that was signed at " + signed.signedAt() + " over " + next + " entries is another";
        if (first == next - 1) {
            alteredFinding = Finding.altered(first, because);
        } else {
            alteredFinding = new Finding(
                    Finding.Kind.ALTERED,
                    first,
                    next - 1,
                    "one or more of the entries " + first + " to " + (next - 1) + " were altered: " + because
                            + (unusual < first
                                    ? ""
                                    : "; entry " + unusual + " is not written as the service writes entries"));
        }
        altered = new AlteredRange(log, first, edge, leaves.from(first), signed, alteredFinding);
        sequence.add(alteredFinding);
    }

    private void fork(SignedCheckpoint one, SignedCheckpoint agreed) {
        Finding finding = Finding.forked(one, agreed);
        if (altered != null) {
            sequence.replace(alteredFinding, finding);
        } else {
            sequence.add(finding);
        }
    }

    /**
     * The verdict, when the source has nothing more.
     *
     * @param maxAge of the newest checkpoint; null when any age will do
     */
    public LogVerdict finish(Instant now, Duration maxAge) {
        settleOdd(-1);
        Edge proven = proofs.proven();
        long entries = next;
        for (SignedCheckpoint unmet : given.unmet(next, now)) {
            if (size(unmet) > next) {
                sequence.gap(next, size(unmet) - 1, covers(unmet));
                next = size(unmet);
                whole = false;
            }
        }
        if (proven != null) {
            judgeTimes(proven.checkpoint().signedAt(), now, maxAge);
        }
        if (repeated > 0) {
            note(repeated + " of its oldest entries occur twice, to the byte: they were published before services"
                    + " published each entry exactly once");
        }
        List<Finding> findings = sequence.findings();
        String why = !findings.isEmpty() ? null : proven == null ? nothingToGoBy(entries) : nothingSeen();
        Verdict verdict = !findings.isEmpty() ? Verdict.TAMPERED : why == null ? Verdict.COMPLETE : Verdict.UNJUDGED;
        return new LogVerdict(log, verdict, entries, proven, read, withheld, findings, altered, why, notes);
    }

    private void judgeTimes(Instant newest, Instant now, Duration maxAge) {
        if (maxAge != null && newest.isBefore(now.minus(maxAge))) {
            sequence.add(Finding.stale(next, newest, now.minus(maxAge)));
        }
        if (proofs.latest().isAfter(now.plus(CLOCKS_DIFFER))) {
            sequence.add(Finding.postdated(next, proofs.latest(), now));
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

    private static String covers(SignedCheckpoint signed) {
        return "the checkpoint that was signed at " + signed.signedAt() + " covers " + size(signed) + " entries";
    }

    private static long size(SignedCheckpoint signed) {
        return signed.checkpoint().size();
    }
}
