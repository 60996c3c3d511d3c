package nl.privacyloket.notification.delivery;

/** A letter that could not be written, for a fault in what writes it and not in the database. */
final class NotWrittenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotWrittenException(Throwable fault) {
        super(fault);
    }
}
