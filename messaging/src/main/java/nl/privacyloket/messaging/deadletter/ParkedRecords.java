package nl.privacyloket.messaging.deadletter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.messaging.audit.AuditEntry;

/** Sees to it that a flood of records that are set aside is a few entries of the audit log, and not one each. */
final class ParkedRecords {
    /** So many a minute have an entry each. */
    static final int EACH_BY_ITSELF = 20;

    private ParkedRecords() {}

    /** Whether the record that was set aside just now has an entry of its own; counted with the others of its minute when not. */
    static boolean hasOwnEntry(Connection connection, Instant now) throws SQLException {
        OffsetDateTime minute = minute(now);
        if (parkedSince(connection, minute) <= EACH_BY_ITSELF) {
            return true;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update dead_letter_count set times = times + 1 where minute = ?")) {
            update.setObject(1, minute);
            if (update.executeUpdate() == 1) {
                return false;
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into dead_letter_count (minute, times) values (?, 1)")) {
            insert.setObject(1, minute);
            insert.executeUpdate();
        }
        return false;
    }

    private static long parkedSince(Connection connection, OffsetDateTime minute) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select count(*) from (select 1 from dead_letter where parked_at >= ? limit ?) parked")) {
            query.setObject(1, minute);
            query.setInt(2, EACH_BY_ITSELF + 1);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Takes the minutes that are over out of the table, with the running transaction: each is taken once. */
    static List<AuditEntry> close(Connection connection, String service, Instant now) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select minute, times from dead_letter_count where minute < ? order by minute for update");
                PreparedStatement delete =
                        connection.prepareStatement("delete from dead_letter_count where minute = ?")) {
            query.setObject(1, minute(now));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime minute = row.getObject("minute", OffsetDateTime.class);
                    delete.setObject(1, minute);
                    delete.addBatch();
                    entries.add(new AuditEntry(
                            minute.toInstant(),
                            "-",
                            "system:" + service,
                            "dead-letters.parked",
                            "service",
                            service,
                            "parked-" + row.getLong("times"),
                            null));
                }
            }
            delete.executeBatch();
        }
        return entries;
    }

    private static OffsetDateTime minute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC);
    }
}
