package nl.privacyloket.connector.rows;

/** More rows hang under the given ones than should be in memory at a time. */
public final class TooManyRowsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyRowsException() {
        super("too many rows at a time");
    }
}
