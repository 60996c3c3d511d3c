package nl.privacyloket.messaging.event;

/** An event that no retry can help: it goes to the dead letters at once. */
public final class PoisonEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason short kebab-case code such as {@code malformed-data}; never anything of the content */
    public PoisonEventException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
