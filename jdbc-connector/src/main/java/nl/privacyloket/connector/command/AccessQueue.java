package nl.privacyloket.connector.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Takes access commands whose answer is to be uploaded once the running transaction has committed. */
@FunctionalInterface
public interface AccessQueue {
    /** @param command the event data as they came, the subject still sealed */
    void add(Connection connection, UUID commandId, byte[] command, Instant now) throws SQLException;
}
