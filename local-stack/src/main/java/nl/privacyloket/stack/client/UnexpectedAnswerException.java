package nl.privacyloket.stack.client;

import java.io.IOException;

/** A service answered with another status than the call is about. */
public final class UnexpectedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    UnexpectedAnswerException(String call, int status, String body) {
        super(call + " was answered with " + status + ": " + body);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
