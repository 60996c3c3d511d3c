package nl.privacyloket.notification.delivery;

/** What was to be sent cannot be put into a mail. Nothing of it was handed to a server. */
final class NoMailException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param fault nothing of the mail */
    NoMailException(String fault) {
        super("not a mail: " + fault);
    }
}
