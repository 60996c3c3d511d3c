package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Figures about a log, for metrics.
 *
 * @param pending entries of committed acts that wait for their place
 * @param entries those that have one
 * @param treeSize those that have a leaf; fewer only while entries of an earlier version get theirs
 * @param checkpointAge since the last checkpoint; while there is none, since the first entry; zero in an empty log
 */
public record AuditFigures(long pending, long entries, long treeSize, Duration checkpointAge) {

    /** Reads them at {@code now}. */
    public static AuditFigures read(Connection connection, Instant now) throws SQLException {
        AuditHead head = AuditHead.read(connection);
        Instant signed = head.checkpoint() == null
                ? first(connection, now)
                : head.checkpoint().signedAt();
        Duration age = Duration.between(signed, now);
        return new AuditFigures(
                pending(connection), head.nextIndex(), head.frontier().size(), age.isNegative() ? Duration.ZERO : age);
    }

    private static long pending(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from audit_pending");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Instant first(Connection connection, Instant otherwise) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select at from audit_entry where \"index\" = 0");
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getObject("at", OffsetDateTime.class).toInstant() : otherwise;
        }
    }
}
