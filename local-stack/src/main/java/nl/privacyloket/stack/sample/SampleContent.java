package nl.privacyloket.stack.sample;

import java.sql.Connection;
import java.sql.SQLException;

/** What one sample system holds. */
@FunctionalInterface
interface SampleContent {

    /**
     * Fills the empty tables of the system.
     *
     * @param connection as the system's owner, with its schema on the search path and a transaction open
     */
    void fill(Connection connection, SamplePeople people, SampleTime time) throws SQLException;
}
