package nl.privacyloket.tlog;

import java.util.ArrayList;
import java.util.List;

/** That a log of a later size begins with the log of an earlier size: nothing was changed, only appended. */
public final class ConsistencyProof {
    private ConsistencyProof() {}

    /**
     * The proof of RFC 6962, 2.1.2. Empty when the sizes are equal or the earlier tree is.
     *
     * @param from the earlier size
     * @param to the later size
     * @param nodes the complete subtrees of the later tree
     * @throws IllegalArgumentException when {@code from} is negative or greater than {@code to}
     */
    public static List<Hash> build(long from, long to, NodeSource nodes) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("a tree of " + to + " leaves did not grow from one of " + from);
        }
        List<Hash> proof = new ArrayList<>();
        if (from > 0) {
            collect(from, 0, to, true, nodes, proof);
        }
        return proof;
    }

    /** @param known whether the range from {@code start} up to {@code from} is the earlier tree, whose root the reader has */
    private static void collect(long from, long start, long end, boolean known, NodeSource nodes, List<Hash> proof) {
        if (from == end) {
            if (!known) {
                proof.add(Subtrees.root(start, end, nodes));
            }
            return;
        }
        long middle = start + Subtrees.left(end - start);
        if (from <= middle) {
            collect(from, start, middle, known, nodes, proof);
            proof.add(Subtrees.root(middle, end, nodes));
        } else {
            collect(from, middle, end, false, nodes, proof);
            proof.add(Subtrees.root(start, middle, nodes));
        }
    }

    /**
     * Whether a proof holds: RFC 9162, 2.1.4.2. From the empty tree there is nothing to prove: an empty proof and the
     * empty tree's root hold.
     *
     * @return false also when {@code from} is negative or greater than {@code to}
     */
    public static boolean verify(long from, Hash fromRoot, long to, Hash toRoot, List<Hash> proof) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == 0) {
            return proof.isEmpty() && fromRoot.equals(Hash.EMPTY_TREE) && (to != 0 || toRoot.equals(Hash.EMPTY_TREE));
        }
        if (from == to) {
            return proof.isEmpty() && fromRoot.equals(toRoot);
        }
        if (proof.isEmpty()) {
            return false;
        }
        long node = from - 1;
        long last = to - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        // The earlier tree is one complete subtree of the later one: then its own root starts the way up.
        boolean complete = Long.bitCount(from) == 1;
        Hash earlier = complete ? fromRoot : proof.get(0);
        Hash later = earlier;
        for (Hash beside : proof.subList(complete ? 0 : 1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                earlier = Hash.ofNode(beside, earlier);
                later = Hash.ofNode(beside, later);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                later = Hash.ofNode(later, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && earlier.equals(fromRoot) && later.equals(toRoot);
    }
}
