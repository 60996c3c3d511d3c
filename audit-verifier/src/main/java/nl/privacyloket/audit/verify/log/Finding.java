package nl.privacyloket.audit.verify.log;

import java.util.Locale;

/**
 * Something that is wrong with a log.
 *
 * @param kind what kind of wrong
 * @param first the first entry that it concerns, by its place; for a checkpoint the number of entries that it covers
 * @param last the last entry; the same as {@code first} for one
 * @param words for people, in English; no content of an entry
 */
public record Finding(Kind kind, long first, long last, String words) {
    /** What can be wrong. */
    public enum Kind {
        /** Entries that must have been there are not. */
        MISSING,
        /** An entry is not as it was written. */
        ALTERED,
        /** An entry or checkpoint is there a second time. */
        DOUBLED,
        /** An entry or checkpoint stands behind one that it came before. */
        REORDERED,
        /** Something that is no entry stands between entries. */
        FOREIGN,
        /** A checkpoint that no trusted key signed, or that contradicts itself. */
        FORGED,
        /** The log's key signed two histories that exclude each other. */
        FORKED,
        /** The newest checkpoint is older than was asked for. */
        STALE;

        /** As programs read it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding missing(long first, long last, String because) {
        String words =
                first == last ? "entry " + first + " is missing" : "entries " + first + " to " + last + " are missing";
        return new Finding(Kind.MISSING, first, last, words + ": " + because);
    }

    static Finding altered(long entry, String because) {
        return new Finding(Kind.ALTERED, entry, entry, "entry " + entry + " was altered: " + because);
    }

    static Finding doubled(long entry, String where) {
        return new Finding(Kind.DOUBLED, entry, entry, "entry " + entry + " occurs twice: again at " + where);
    }

    static Finding reordered(long entry, long after) {
        return new Finding(
                Kind.REORDERED,
                entry,
                entry,
                "entry " + entry + " is not in its place: it stands after entry " + after);
    }
}
