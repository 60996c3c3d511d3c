package nl.privacyloket.audit.verify.record;

import java.time.Instant;
import nl.privacyloket.tlog.Hash;

/** What the value of a record turned out to be. */
public sealed interface Content permits Entry, Content.Withheld, Content.SignedNote, Content.Unreadable {
    /** A place of a log whose entry the reader may not see. */
    record Withheld(long index, Hash leaf) implements Content {}

    /**
     * A checkpoint as the topic carries it: the note, and beside it what the note says.
     *
     * @param service whose log
     */
    record SignedNote(String service, long size, Hash root, Instant signedAt, String note) implements Content {}

    /**
     * Neither entry nor checkpoint.
     *
     * @param service what the damaged value still says of whose log it is, or null
     * @param why in words
     */
    record Unreadable(String service, String why) implements Content {}
}
