package nl.privacyloket.messaging.transaction;

import java.sql.Connection;

/** What is done inside one transaction. */
@FunctionalInterface
public interface Work<T> {
    /** @param connection inside the transaction; not to be committed, rolled back or closed by the work */
    T run(Connection connection) throws Exception;
}
