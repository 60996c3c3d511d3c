package nl.privacyloket.tlog;

/** How RFC 6962 cuts a range of leaves in two, and the roots of such ranges. */
final class Subtrees {
    private Subtrees() {}

    /** The largest power of two below {@code leaves}, which are at least two: where a range is cut. */
    static long left(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** Root of the leaves from {@code start} up to and without {@code end}, a range that cutting leads to. */
    static Hash root(long start, long end, NodeSource nodes) {
        long leaves = end - start;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return nodes.node(level, start >> level);
        }
        long middle = start + left(leaves);
        return Hash.ofNode(root(start, middle, nodes), root(middle, end, nodes));
    }
}
