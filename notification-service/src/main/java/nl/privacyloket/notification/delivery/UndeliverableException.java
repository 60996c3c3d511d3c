package nl.privacyloket.notification.delivery;

/** A message that cannot be sent, however often it is tried. */
final class UndeliverableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason kebab-case code; nothing of the person */
    UndeliverableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
