package nl.privacyloket.audit.verify.log;

import java.util.List;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;

/** How far one log was read, and the tree over what was read. Not for several threads. */
final class Growth {
    private final Leaves leaves = new Leaves();
    private TreeFrontier tree = TreeFrontier.empty();
    /** Equal to the tree's size as long as the tree can be grown. */
    private long next;

    private boolean whole = true;

    /** Goes on from an earlier run's. */
    void resume(Edge edge) {
        next = edge.size();
        tree = TreeFrontier.of(next, edge.hashes());
        leaves.restart(next);
    }

    /** The place that the next entry has. */
    long next() {
        return next;
    }

    /** Whether no entry has been left out of the tree so far. */
    boolean isWhole() {
        return whole;
    }

    /** The entry in the next place. */
    void take(Hash leaf) {
        next++;
        if (whole) {
            tree.append(leaf);
            leaves.add(leaf);
        }
    }

    /** Goes on at a later place. What lies between is not there, so there is no tree any more. */
    void skipTo(long place) {
        next = place;
        whole = false;
    }

    /** Of the tree over all that was taken; means nothing unless it is whole. */
    Hash root() {
        return tree.root();
    }

    /** The tree's edge. */
    List<Hash> edge() {
        return tree.hashes();
    }

    /** The leaf of an entry, or null when it is not remembered any more. */
    Hash leaf(long index) {
        return leaves.of(index);
    }

    /** All leaves from a place on, or an empty list when they are not all remembered. */
    List<Hash> leavesFrom(long place) {
        return leaves.from(place);
    }

    /** What stands before this place need not be searched any more. */
    void forget(long before) {
        leaves.forget(before);
    }
}
