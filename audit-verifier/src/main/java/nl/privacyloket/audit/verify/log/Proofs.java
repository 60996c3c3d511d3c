package nl.privacyloket.audit.verify.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import nl.privacyloket.audit.verify.record.Content.SignedNote;
import nl.privacyloket.audit.verify.record.Delivered.Position;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;

/**
 * Checkpoints that agree with the tree, and the last of them whose signatures hold. Verifying a signature takes as long as
 * hashing a thousand entries, so other processors do it while the log is read on.
 */
final class Proofs {
    /** Read ahead of the signatures, in checkpoints. */
    private static final int MOST_WAITING = 512;

    private static final Executor OTHERS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Proofs::daemon);

    private final LogKeys keys;
    private final ObjLongConsumer<String> forged;
    private final LongConsumer verified;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Edge proven;
    private Edge own;
    private Position ownAt;
    private Instant latest = Instant.MIN;

    /**
     * @param signed what the note says, when a trusted key signed it
     * @param why it is not to be believed; null when it is
     */
    record Opened(SignedCheckpoint signed, String why) {}

    private record Waiting(CompletableFuture<Opened> opened, List<Hash> edge, Position at, long size) {}

    /**
     * @param forged is told of each checkpoint that turns out false: why, and how many entries it speaks of
     * @param verified is told how many entries a checkpoint covers, when its signatures hold
     */
    Proofs(LogKeys keys, ObjLongConsumer<String> forged, LongConsumer verified) {
        this.keys = keys;
        this.forged = forged;
        this.verified = verified;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "audit-signatures");
        thread.setDaemon(true);
        return thread;
    }

    /** Verifies a note at once. */
    Opened open(SignedNote note) {
        try {
            SignedCheckpoint signed = keys.open(note.note());
            boolean same = note.size() == signed.checkpoint().size()
                    && note.root().equals(signed.checkpoint().root())
                    && note.signedAt().equals(signed.signedAt());
            return same
                    ? new Opened(signed, null)
                    : new Opened(signed, "what stands beside its note is not what the note says");
        } catch (InvalidNoteException e) {
            return new Opened(null, e.getMessage());
        }
    }

    /** Takes a checkpoint of the log whose root, as it says, is the tree's; its signatures are still to be verified. */
    void agrees(SignedNote note, List<Hash> edge, Position at) {
        waiting.add(new Waiting(CompletableFuture.supplyAsync(() -> open(note), OTHERS), edge, at, note.size()));
        while (waiting.size() > MOST_WAITING) {
            settle(waiting.remove());
        }
    }

    /** Takes a checkpoint from elsewhere that agrees with the tree. */
    void agrees(SignedCheckpoint signed, List<Hash> edge) {
        settle();
        hold(signed, edge);
    }

    /** Goes on from an earlier run's. */
    void resume(Edge edge, Position at) {
        proven = edge;
        own = edge;
        ownAt = at;
    }

    /** Waits for all signatures. */
    void settle() {
        while (!waiting.isEmpty()) {
            settle(waiting.remove());
        }
    }

    private void settle(Waiting one) {
        Opened opened = one.opened().join();
        if (opened.why() != null) {
            forged.accept(opened.why(), one.size());
        } else {
            hold(opened.signed(), one.edge());
            own = proven;
            ownAt = one.at();
        }
    }

    private void hold(SignedCheckpoint signed, List<Hash> edge) {
        proven = new Edge(signed, edge);
        latest = signed.signedAt().isAfter(latest) ? signed.signedAt() : latest;
        verified.accept(proven.size());
    }

    /** The latest time that any of them was signed for. */
    Instant latest() {
        settle();
        return latest;
    }

    /** The last that holds, or null. */
    Edge proven() {
        settle();
        return proven;
    }

    /** The last that holds and stands in the log itself, or null: what a later run goes on from. */
    Edge own() {
        settle();
        return own;
    }

    /** Where that one stands; null when it is not on the topic. */
    Position ownAt() {
        settle();
        return ownAt;
    }
}
