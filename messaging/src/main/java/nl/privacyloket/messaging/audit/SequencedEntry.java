package nl.privacyloket.messaging.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * An entry with its place in the log of one service.
 *
 * @param index from 0, without a gap
 */
public record SequencedEntry(long index, AuditEntry entry) {

    static AuditEntry entryFrom(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("organisation"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object_type"),
                row.getString("object_id"),
                row.getString("outcome"),
                row.getObject("policy_version", Integer.class));
    }
}
