package nl.privacyloket.tlog;

/** Takes the hashes of complete subtrees as they come about; each is given once and never changes. */
@FunctionalInterface
public interface NodeSink {
    /**
     * @param level 0 for a leaf; the subtree has 2<sup>level</sup> leaves
     * @param index which of that level's, from 0 on the left
     */
    void node(int level, long index, Hash hash);
}
