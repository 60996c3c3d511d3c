package nl.privacyloket.connector.execution.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a purge is about, in portions. Serves one run of a worker: it knows where it is, so after a transaction that did not
 * commit a new one is needed, which begins anew and finds what is left.
 */
public interface PurgeScope {
    /** Categories that the answer has a line for. */
    List<String> categories();

    /** Prepares the tally of a run before its first portion. */
    void begin(PurgeTally tally);

    /**
     * Lets go of the next portion in the running transaction.
     *
     * @param size how many records at most
     * @throws SQLException when the database is in trouble, or rows stay locked by somebody else
     */
    Portion next(Connection connection, PurgeTally tally, int size) throws SQLException;

    /** Holds as little as it can until it goes on where it is. */
    default void pause() {
        // Most hold nothing but where they are.
    }

    /** How a portion ended. */
    enum Portion {
        /** Rows were changed, so that the permit is needed to commit them. */
        CHANGED,
        /** Nothing was changed, and there is more to look at. */
        UNCHANGED,
        /** There is nothing left to do. */
        END
    }
}
