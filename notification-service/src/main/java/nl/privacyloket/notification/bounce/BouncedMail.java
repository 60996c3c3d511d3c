package nl.privacyloket.notification.bounce;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** One sort of mail that can come back. Each sort knows its own ids. */
public interface BouncedMail {

    /**
     * Takes note that a mail came back for good. Doing so twice does no more than once.
     *
     * @param organisation whose mail it must have been; null when the report came to the mailbox that all share
     * @param id what stood before the at-sign of the Message-ID
     * @param at when the report was read
     * @return false when this sort has no such mail, or none that was sent so lately that the report can be believed;
     *     nothing was then noted
     */
    boolean bounced(Connection connection, String organisation, String id, BounceStatus status, Instant at)
            throws SQLException;
}
