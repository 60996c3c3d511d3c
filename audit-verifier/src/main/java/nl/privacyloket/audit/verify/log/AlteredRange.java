package nl.privacyloket.audit.verify.log;

import java.util.List;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;

/**
 * Entries of which at least one is not what was signed: from the last checkpoint that held up to one that does not.
 *
 * @param log whose
 * @param first the first of them
 * @param edge hashes of the tree's edge before them
 * @param leaves as they were read; empty when there were too many to remember
 * @param signed the checkpoint that they contradict
 * @param finding what is said of them
 */
public record AlteredRange(
        String log, long first, List<Hash> edge, List<Hash> leaves, SignedCheckpoint signed, Finding finding) {
    /** The last of them. */
    public long last() {
        return signed.checkpoint().size() - 1;
    }

    /**
     * Finds the first entry that differs, given what another reader has of these entries.
     *
     * @param others the leaves that somebody else saw; believed only when they lead to the root that was signed
     * @return its place, or -1 when the others do not settle it
     */
    public long firstAltered(List<Hash> others) {
        if (others.size() != last() - first + 1 || leaves.size() != others.size()) {
            return -1;
        }
        TreeFrontier tree = TreeFrontier.of(first, edge);
        others.forEach(tree::append);
        if (!tree.root().equals(signed.checkpoint().root())) {
            return -1;
        }
        for (int i = 0; i < others.size(); i++) {
            if (!others.get(i).equals(leaves.get(i))) {
                return first + i;
            }
        }
        return -1;
    }
}
