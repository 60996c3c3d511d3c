package nl.privacyloket.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** RFC 6962, section 2.1, word for word: slow, and obviously right. */
final class NaiveTree {
    private NaiveTree() {}

    static List<Hash> leaves(long size) {
        return LongStream.range(0, size)
                .mapToObj(i -> Hash.ofLeaf(("entry " + i).getBytes(UTF_8)))
                .toList();
    }

    static Hash root(List<Hash> d) {
        int n = d.size();
        if (n == 0) {
            return Hash.EMPTY_TREE;
        }
        if (n == 1) {
            return d.get(0);
        }
        int k = cut(n);
        return Hash.ofNode(root(d.subList(0, k)), root(d.subList(k, n)));
    }

    static List<Hash> path(int m, List<Hash> d) {
        int n = d.size();
        if (n == 1) {
            return List.of();
        }
        int k = cut(n);
        return m < k
                ? with(path(m, d.subList(0, k)), root(d.subList(k, n)))
                : with(path(m - k, d.subList(k, n)), root(d.subList(0, k)));
    }

    static List<Hash> proof(int m, List<Hash> d) {
        return subproof(m, d, true);
    }

    private static List<Hash> subproof(int m, List<Hash> d, boolean b) {
        int n = d.size();
        if (m == n) {
            return b ? List.of() : List.of(root(d));
        }
        int k = cut(n);
        return m <= k
                ? with(subproof(m, d.subList(0, k), b), root(d.subList(k, n)))
                : with(subproof(m - k, d.subList(k, n), false), root(d.subList(0, k)));
    }

    static NodeSource nodes(List<Hash> d) {
        return (level, index) -> root(d.subList((int) (index << level), (int) ((index + 1) << level)));
    }

    private static int cut(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static List<Hash> with(List<Hash> list, Hash last) {
        List<Hash> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
