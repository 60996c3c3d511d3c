package nl.privacyloket.audit.verify.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.privacyloket.tlog.Hash;

/**
 * The leaves since the last checkpoint whose signature held, so that the one that differs can be found. Beyond a limit the
 * older ones are let go: a log of any length is verified in the same memory.
 */
final class Leaves {
    /** Eight megabytes of hashes. */
    private static final int MOST = 256 * 1024;

    /** Place of the first that is remembered. */
    private long first;
    /** Where that one stands among the hashes. */
    private int start;

    private int count;
    private byte[] hashes = new byte[64 * Hash.LENGTH];

    /** Begins anew at a place. */
    void restart(long next) {
        first = next;
        start = 0;
        count = 0;
    }

    /** Lets go of those in front of a place. */
    void forget(long before) {
        long gone = Math.min(before - first, count);
        if (gone > 0) {
            first += gone;
            start += (int) gone;
            count -= (int) gone;
        }
    }

    void add(Hash leaf) {
        if (count == MOST) {
            forget(first + MOST / 2);
        }
        if ((start + count + 1) * Hash.LENGTH > hashes.length) {
            byte[] roomier = start > count ? hashes : new byte[hashes.length * 2];
            System.arraycopy(hashes, start * Hash.LENGTH, roomier, 0, count * Hash.LENGTH);
            hashes = roomier;
            start = 0;
        }
        leaf.copyTo(hashes, (start + count++) * Hash.LENGTH);
    }

    /** The leaf of an entry, or null when it is not remembered. */
    Hash of(long index) {
        long at = index - first;
        return at < 0 || at >= count ? null : at((int) at);
    }

    /** All from a place on, or an empty list when they are not all remembered. */
    List<Hash> from(long place) {
        if (place < first) {
            return List.of();
        }
        List<Hash> all = new ArrayList<>();
        for (long i = place - first; i < count; i++) {
            all.add(at((int) i));
        }
        return all;
    }

    private Hash at(int i) {
        int at = (start + i) * Hash.LENGTH;
        return Hash.of(Arrays.copyOfRange(hashes, at, at + Hash.LENGTH));
    }
}
