package nl.privacyloket.bench.snapshot;

import java.time.Duration;

/** Work that waits in PostgreSQL for somebody to take it. */
interface Queue extends AutoCloseable {

    /** What it is called in the table. */
    String name();

    /** What is counted. */
    String unit();

    /** Keeps it full for so long, and returns how much was done a second. */
    double perSecond(Duration span) throws Exception;

    @Override
    default void close() throws Exception {}
}
