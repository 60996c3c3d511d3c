package nl.privacyloket.messaging.audit;

/** What the database holds of an entry no longer hashes to its leaf, or that leaf has gone: somebody changed the database. */
public final class AlteredEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long index;

    AlteredEntryException(long index) {
        super("audit entry " + index + " does not hash to its leaf");
        this.index = index;
    }

    /** Its place in the log. */
    public long index() {
        return index;
    }
}
