package nl.privacyloket.faults.client;

/** What a journey waited for did not come in time, or an answer is one that should never be given. */
public final class GaveUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GaveUpException(String message) {
        super(message);
    }
}
