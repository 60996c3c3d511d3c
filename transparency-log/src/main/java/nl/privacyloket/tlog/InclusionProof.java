package nl.privacyloket.tlog;

import java.util.ArrayList;
import java.util.List;

/** That an entry stands at a place of a log: the hashes beside the way from its leaf to the root, from below. */
public final class InclusionProof {
    private InclusionProof() {}

    /**
     * The audit path of RFC 6962, 2.1.1.
     *
     * @param index the entry's place, from 0
     * @param size of the tree for whose root the proof is
     * @param nodes the complete subtrees of that tree
     * @throws IllegalArgumentException when the tree has no such place
     */
    public static List<Hash> build(long index, long size, NodeSource nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no number " + index);
        }
        List<Hash> path = new ArrayList<>();
        collect(index, 0, size, nodes, path);
        return path;
    }

    private static void collect(long index, long start, long end, NodeSource nodes, List<Hash> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + Subtrees.left(end - start);
        if (index < middle) {
            collect(index, start, middle, nodes, path);
            path.add(Subtrees.root(middle, end, nodes));
        } else {
            collect(index, middle, end, nodes, path);
            path.add(Subtrees.root(start, middle, nodes));
        }
    }

    /**
     * Whether a proof holds: RFC 9162, 2.1.3.2.
     *
     * @param leaf hash of the entry, {@link Hash#ofLeaf(byte[])}
     * @param root that someone trusted signed for {@code size}
     * @return false also for a place that the tree does not have
     */
    public static boolean verify(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash beside : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNode(beside, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
