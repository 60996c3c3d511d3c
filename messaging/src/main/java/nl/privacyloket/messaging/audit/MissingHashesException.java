package nl.privacyloket.messaging.audit;

/** Hashes that once were in the database have gone: only somebody who got past the trigger can have taken them. */
final class MissingHashesException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final long firstEntry;

    MissingHashesException(long firstEntry) {
        super("hashes of audit entries from " + firstEntry + " on are missing");
        this.firstEntry = firstEntry;
    }

    /** Place of the first entry of the subtree. */
    long firstEntry() {
        return firstEntry;
    }
}
