package nl.privacyloket.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: the roots of the complete subtrees that its leaves fall into, the largest on the left.
 * All that is needed to append a leaf and to tell the root: as many hashes as the size has bits set. Not for several threads.
 */
public final class TreeFrontier {
    private static final NodeSink NOBODY = (level, index, hash) -> {};

    private final List<Hash> subtrees;
    private long size;

    private TreeFrontier(long size, List<Hash> subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    /** Of a tree without leaves. */
    public static TreeFrontier empty() {
        return new TreeFrontier(0, new ArrayList<>());
    }

    /**
     * Goes on from what {@link #size()} and {@link #hashes()} said.
     *
     * @throws IllegalArgumentException when that many hashes do not belong to that size
     */
    public static TreeFrontier of(long size, List<Hash> hashes) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree cannot have " + size + " leaves");
        }
        if (hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("the edge of a tree of " + size + " leaves has " + Long.bitCount(size)
                    + " hashes, not " + hashes.size());
        }
        return new TreeFrontier(size, new ArrayList<>(hashes));
    }

    /** Appends a leaf, number {@link #size()}. */
    public void append(Hash leaf) {
        append(leaf, NOBODY);
    }

    /**
     * Appends a leaf, number {@link #size()}.
     *
     * @param completed is told the leaf and each subtree that it completes, from below
     */
    public void append(Hash leaf, NodeSink completed) {
        long index = size;
        int level = 0;
        Hash hash = leaf;
        completed.node(level, index, hash);
        while ((index & 1) == 1) {
            hash = Hash.ofNode(subtrees.remove(subtrees.size() - 1), hash);
            index >>= 1;
            level++;
            completed.node(level, index, hash);
        }
        subtrees.add(hash);
        size++;
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** The roots of the complete subtrees, the largest first; a copy. */
    public List<Hash> hashes() {
        return List.copyOf(subtrees);
    }

    /** The root of the tree as it is now. */
    public Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        Hash root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(subtrees.get(i), root);
        }
        return root;
    }
}
