package nl.privacyloket.audit.verify.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.privacyloket.tlog.Hash;

/**
 * The leaves since the last checkpoint that held, so that the one that differs can be found. Beyond a limit they are let
 * go: a log of any length is verified in the same memory.
 */
final class Leaves {
    /** Eight megabytes of hashes. */
    private static final int MOST = 256 * 1024;

    private long first;
    private int count;
    private byte[] hashes = new byte[64 * Hash.LENGTH];
    private boolean complete = true;

    /** Begins anew behind a checkpoint that held. */
    void restart(long next) {
        first = next;
        count = 0;
        complete = true;
    }

    void add(Hash leaf) {
        if (!complete) {
            return;
        }
        if (count == MOST) {
            complete = false;
            return;
        }
        if ((count + 1) * Hash.LENGTH > hashes.length) {
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        leaf.copyTo(hashes, count++ * Hash.LENGTH);
    }

    /** The leaf of an entry, or null when it is not remembered. */
    Hash of(long index) {
        long at = index - first;
        return at < 0 || at >= count ? null : at((int) at);
    }

    /** All since the checkpoint, or an empty list when there were too many. */
    List<Hash> all() {
        if (!complete) {
            return List.of();
        }
        List<Hash> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(at(i));
        }
        return all;
    }

    private Hash at(int i) {
        return Hash.of(Arrays.copyOfRange(hashes, i * Hash.LENGTH, (i + 1) * Hash.LENGTH));
    }
}
