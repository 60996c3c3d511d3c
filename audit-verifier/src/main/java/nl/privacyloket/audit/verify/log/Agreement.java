package nl.privacyloket.audit.verify.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.record.Content.SignedNote;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.audit.verify.record.Envelope;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;

/** Compares a log's tree with each checkpoint, of the log itself and from elsewhere, and tells what contradicts. */
final class Agreement {
    private final String log;
    private final Growth growth;
    private final Sequence sequence;
    private final Proofs proofs;
    private final GivenCheckpoints given = new GivenCheckpoints();
    private long nextGiven = Long.MAX_VALUE;

    /** Hashes of the notes that stood in the log behind as many entries as now. */
    private final Set<Hash> met = new HashSet<>();

    private long metOver;

    /** The first entry since the last checkpoint that held, and the last one, that no service would have written so. */
    private long unusual = -1;

    private long lastUnusual = -1;

    private AlteredRange altered;
    private Finding alteredFinding;

    Agreement(String log, LogKeys keys, Growth growth, Sequence sequence) {
        this.log = log;
        this.growth = growth;
        this.sequence = sequence;
        this.proofs = new Proofs(keys, (why, size) -> sequence.add(Finding.forged(size, why)), this::verified);
    }

    /** Goes on from an earlier run's checkpoint, which stands at this position or at none. */
    void resume(Edge edge, Position at) {
        proofs.resume(edge, at);
        isMetAgain(edge.checkpoint().note());
    }

    Proofs proofs() {
        return proofs;
    }

    /** Adds a checkpoint from elsewhere, see {@link LogVerifier#expect}. */
    void expect(SignedCheckpoint checkpoint, boolean live) {
        if (size(checkpoint) < growth.next()) {
            throw new IllegalStateException("the log has grown beyond the checkpoint already");
        }
        given.add(checkpoint, live);
        meetGiven();
    }

    /** The log has one entry more. */
    void grown() {
        if (growth.next() >= nextGiven) {
            meetGiven();
        }
    }

    /** The entry at this place is written in another way than services write theirs. */
    void unusual(long place) {
        unusual = unusual < 0 ? place : unusual;
        lastUnusual = place;
    }

    /** Entries among which one was altered that could not be named; null when there are none. */
    AlteredRange altered() {
        return altered;
    }

    private void meetGiven() {
        while (given.nextSize() <= growth.next()) {
            SignedCheckpoint checkpoint = given.next();
            // One in a gap has no tree to be compared with; the gap says enough.
            if (size(checkpoint) == growth.next()) {
                compare(checkpoint);
            }
        }
        nextGiven = given.nextSize();
    }

    /** A checkpoint where it stands in the log. */
    void checkpoint(Delivered delivered, SignedNote note) {
        long next = growth.next();
        String contradiction = note.service().equals(log)
                ? Envelope.contradiction(delivered, note)
                : "what stands beside its note names the log " + note.service();
        if (contradiction != null) {
            sequence.add(Finding.forged(next, contradiction));
        }
        boolean agrees = growth.isWhole()
                && note.size() == next
                && growth.root().equals(note.root())
                && note.root().base64().equals(LogKeys.rootIn(note.note()));
        boolean again = note.size() == next && isMetAgain(note.note());
        if (agrees && altered == null && !again) {
            proofs.agrees(note, growth.edge(), delivered.position());
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
        if (metOver != growth.next()) {
            met.clear();
            metOver = growth.next();
        }
        return !met.add(Hash.ofLeaf(note.getBytes(UTF_8)));
    }

    /** The signatures of a checkpoint hold: what stands before it need not be searched any more. */
    private void verified(long size) {
        growth.forget(size);
        if (unusual < size) {
            unusual = lastUnusual >= size ? lastUnusual : -1;
        }
    }

    private void meet(Delivered delivered, SignedCheckpoint signed, boolean again) {
        long size = size(signed);
        long next = growth.next();
        if (size > next) {
            lacks(signed);
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
        if (!growth.isWhole()) {
            return;
        }
        Edge proven = proofs.proven();
        if (growth.root().equals(signed.checkpoint().root())) {
            if (altered != null) {
                fork(altered.signed(), signed);
                altered = null;
            }
            proofs.agrees(signed, growth.edge());
        } else if (proven != null && proven.size() == growth.next()) {
            fork(signed, proven.checkpoint());
        } else if (altered == null && alteredFinding == null) {
            contradicts(signed);
        }
    }

    /** The tree has another root than the one that was signed. */
    private void contradicts(SignedCheckpoint signed) {
        long next = growth.next();
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
        alteredFinding = Finding.alteredAmong(first, next - 1, signed, unusual);
        altered = new AlteredRange(log, first, edge, growth.leavesFrom(first), signed, alteredFinding);
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

    /** The log has nothing more: it should have grown to the checkpoints from elsewhere. */
    void end(Instant now) {
        for (SignedCheckpoint unmet : given.unmet(growth.next(), now)) {
            if (size(unmet) > growth.next()) {
                lacks(unmet);
            }
        }
    }

    private void lacks(SignedCheckpoint signed) {
        long size = size(signed);
        sequence.gap(
                growth.next(),
                size - 1,
                "the checkpoint that was signed at " + signed.signedAt() + " covers " + size + " entries");
        growth.skipTo(size);
    }

    private static long size(SignedCheckpoint signed) {
        return signed.checkpoint().size();
    }
}
