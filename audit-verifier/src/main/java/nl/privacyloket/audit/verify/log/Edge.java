package nl.privacyloket.audit.verify.log;

import java.util.List;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;

/**
 * How far a log was found complete and unaltered: a checkpoint that held and the tree's edge there. Proves itself: the edge
 * has the root that was signed.
 *
 * @param hashes the edge, {@link TreeFrontier#hashes()}
 */
public record Edge(SignedCheckpoint checkpoint, List<Hash> hashes) {
    public Edge {
        hashes = List.copyOf(hashes);
    }

    /** How many entries it covers. */
    public long size() {
        return checkpoint.checkpoint().size();
    }

    /** Whether the edge has the root that was signed. */
    public boolean holds() {
        long size = size();
        return hashes.size() == Long.bitCount(size)
                && TreeFrontier.of(size, hashes)
                        .root()
                        .equals(checkpoint.checkpoint().root());
    }
}
