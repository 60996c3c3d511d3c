package nl.privacyloket.messaging.audit;

/** Rows of the log are gone from the database although its head counts them. */
public final class IncompleteLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteLogException(long index) {
        super("the audit log has no entry " + index);
    }
}
