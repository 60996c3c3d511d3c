package nl.privacyloket.notification.bounce;

/** Something that cannot be read as a mail. Says nothing of what it holds. */
public final class UnreadableMailException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause of which only the name is kept: its words may quote the mail */
    UnreadableMailException(Throwable cause) {
        super("not a mail: " + cause.getClass().getSimpleName());
    }
}
