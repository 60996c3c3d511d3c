package nl.privacyloket.connector.rows;

/** More rows hang under the given ones, or refer to them, than should be in memory at a time. */
public final class TooManyRowsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooManyRowsException() {
        super("too many rows at a time");
    }
}
