package nl.privacyloket.bench.load;

/** One connection, and what is asked over it; used by one thread at a time. */
public interface Caller extends AutoCloseable {

    /**
     * Asks once and returns when the answer is there.
     *
     * @param turn which call of the load this is
     * @throws Exception when the answer is not what was wanted: that ends the load
     */
    void call(Turn turn) throws Exception;

    @Override
    default void close() throws Exception {}
}
