package nl.privacyloket.audit.verify;

/** What was given cannot be worked with: a file, a key, a checkpoint, a connection. Says nothing of any log. */
public final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param why for people, a sentence without its full stop */
    public UnusableInputException(String why) {
        super(why);
    }

    public UnusableInputException(String why, Throwable cause) {
        super(why, cause);
    }
}
