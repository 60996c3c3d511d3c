package nl.privacyloket.faults.inject;

/** A fault was injected, and nothing came of it: the round shows nothing. */
public final class NoEffectException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoEffectException(String message) {
        super(message);
    }
}
