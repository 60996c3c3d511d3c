package nl.privacyloket.messaging.inbox;

/** Something that has to come first is not there yet: the event waits, with all that follow on its channel. */
public final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason short kebab-case code such as {@code policy-unknown}; never anything of the content */
    public NotReadyException(String reason) {
        super(reason);
    }
}
