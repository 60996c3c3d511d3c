package nl.privacyloket.tlog;

/** Where the hashes of a tree's complete subtrees are found. */
@FunctionalInterface
public interface NodeSource {
    /**
     * The root of a complete subtree of 2<sup>level</sup> leaves.
     *
     * @param level 0 for a leaf
     * @param index which of that level's, from 0 on the left; its first leaf is number {@code index << level}
     * @return never null; whoever cannot find it throws something unchecked
     */
    Hash node(int level, long index);
}
