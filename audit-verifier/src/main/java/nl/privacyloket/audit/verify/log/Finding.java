package nl.privacyloket.audit.verify.log;

import java.time.Instant;
import java.util.Locale;
import nl.privacyloket.tlog.SignedCheckpoint;

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
        STALE,
        /** A checkpoint is signed for a time that has not come. */
        POSTDATED;

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

    /** @param unusual one of them that no service would have written so, or a place before them */
    static Finding alteredAmong(long first, long last, SignedCheckpoint signed, long unusual) {
        String because =
                "the root that was signed at " + signed.signedAt() + " over " + (last + 1) + " entries is another";
        if (first == last) {
            return altered(first, because);
        }
        String suspect = unusual < first ? "" : "; entry " + unusual + " is not written as the service writes entries";
        return new Finding(
                Kind.ALTERED,
                first,
                last,
                "one or more of the entries " + first + " to " + last + " were altered: " + because + suspect);
    }

    static Finding foreign(long before, String why) {
        return new Finding(
                Kind.FOREIGN, before, before, "something that is no entry stands before entry " + before + ": " + why);
    }

    static Finding forged(long size, String why) {
        return new Finding(
                Kind.FORGED,
                size,
                size,
                "the checkpoint " + (size == 0 ? "before entry 0" : "after entry " + (size - 1))
                        + " is not to be believed: " + why);
    }

    static Finding doubledCheckpoint(long size, String where) {
        return new Finding(
                Kind.DOUBLED, size, size, "the checkpoint over " + size + " entries occurs twice: again at " + where);
    }

    static Finding lateCheckpoint(long size, long after) {
        return new Finding(
                Kind.REORDERED,
                size,
                size,
                "the checkpoint over " + size + " entries is not in its place: it stands after entry " + after);
    }

    /** @param agreed the one that the log agrees with */
    static Finding forked(SignedCheckpoint one, SignedCheckpoint agreed) {
        long size = one.checkpoint().size();
        return new Finding(
                Kind.FORKED,
                size,
                size,
                "two histories were signed: the checkpoint of " + one.signedAt() + " over " + size
                        + " entries (root " + one.checkpoint().root() + ", key " + one.keyId()
                        + ") excludes the one of " + agreed.signedAt() + " over "
                        + agreed.checkpoint().size() + " entries (root "
                        + agreed.checkpoint().root() + ", key " + agreed.keyId() + "), which this log agrees with");
    }

    static Finding stale(long next, Instant newest, Instant freshAfter) {
        return new Finding(
                Kind.STALE,
                next,
                next,
                "the newest checkpoint is of " + newest + ", and one after " + freshAfter
                        + " was asked for: the log was cut off, or its service stands still");
    }

    static Finding postdated(long next, Instant signedAt, Instant now) {
        return new Finding(
                Kind.POSTDATED,
                next,
                next,
                "a checkpoint is signed for " + signedAt + ", and it is " + now
                        + ": its clock is wrong, or an old log is made to look fresh");
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
