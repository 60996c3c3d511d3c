package nl.privacyloket.bench.load;

/** Opens the connections of a load. */
@FunctionalInterface
public interface Callers {

    /**
     * Opens a connection.
     *
     * @param number which of them, from 0
     */
    Caller open(int number) throws Exception;
}
