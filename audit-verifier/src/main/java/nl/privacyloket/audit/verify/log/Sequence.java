package nl.privacyloket.audit.verify.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which entries of a log did not come when they should have. A gap is missing entries until they turn up later: then they
 * are in the wrong place.
 */
final class Sequence {
    /** What is wrong more often than this is not told one by one. */
    private static final int MOST = 100;

    /** Gaps by their first entry, to their last; each has a reason. */
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();

    private final List<Finding> others = new ArrayList<>();

    private record Gap(long last, String because) {}

    void gap(long first, long last, String because) {
        if (gaps.size() < MOST) {
            gaps.put(first, new Gap(last, because));
        }
    }

    /** An entry that came too late. False when nothing was open at its place: it has been there before. */
    boolean cameLate(long index, long after) {
        Map.Entry<Long, Gap> found = gaps.floorEntry(index);
        if (found == null || found.getValue().last() < index) {
            return false;
        }
        long first = found.getKey();
        Gap gap = gaps.remove(first);
        if (first < index) {
            gaps.put(first, new Gap(index - 1, gap.because()));
        }
        if (index < gap.last()) {
            gaps.put(index + 1, gap);
        }
        add(Finding.reordered(index, after));
        return true;
    }

    void add(Finding finding) {
        if (others.size() < MOST) {
            others.add(finding);
        }
    }

    void replace(Finding finding, Finding by) {
        others.replaceAll(other -> other == finding ? by : other);
    }

    boolean isEmpty() {
        return gaps.isEmpty() && others.isEmpty();
    }

    /** The first entry first. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(others);
        gaps.forEach((first, gap) -> all.add(Finding.missing(first, gap.last(), gap.because())));
        all.sort(Comparator.comparingLong(Finding::first));
        return all;
    }
}
