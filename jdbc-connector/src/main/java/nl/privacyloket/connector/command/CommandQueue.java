package nl.privacyloket.connector.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Takes commands that are carried out in the background, once the running transaction has committed. */
@FunctionalInterface
public interface CommandQueue {
    /** @param command the event data as they came, what is sealed still sealed */
    void add(Connection connection, UUID commandId, byte[] command, Instant now) throws SQLException;
}
