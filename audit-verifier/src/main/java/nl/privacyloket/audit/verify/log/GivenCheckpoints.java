package nl.privacyloket.audit.verify.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import nl.privacyloket.tlog.SignedCheckpoint;

/** Checkpoints that the reader has from elsewhere, until the log has grown to them. */
final class GivenCheckpoints {
    /** A service signs a moment before the topic has what it signed. */
    private static final Duration UNDERWAY = Duration.ofMinutes(1);

    private final PriorityQueue<SignedCheckpoint> waiting =
            new PriorityQueue<>(Comparator.comparingLong(GivenCheckpoints::size));

    private final Set<SignedCheckpoint> live = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param isLive a service answers it just now, while the log is read from somewhere else */
    void add(SignedCheckpoint checkpoint, boolean isLive) {
        waiting.add(checkpoint);
        if (isLive) {
            live.add(checkpoint);
        }
    }

    /** How many entries the next of them covers. */
    long nextSize() {
        return waiting.isEmpty() ? Long.MAX_VALUE : size(waiting.peek());
    }

    SignedCheckpoint next() {
        return waiting.remove();
    }

    /** Those that a log of this size should have grown to by now; the smallest first. */
    List<SignedCheckpoint> unmet(long size, Instant now) {
        List<SignedCheckpoint> unmet = new ArrayList<>();
        while (!waiting.isEmpty()) {
            SignedCheckpoint one = waiting.remove();
            boolean underway = live.contains(one) && one.signedAt().isAfter(now.minus(UNDERWAY));
            if (size(one) > size && !underway) {
                unmet.add(one);
            }
        }
        return unmet;
    }

    private static long size(SignedCheckpoint signed) {
        return signed.checkpoint().size();
    }
}
