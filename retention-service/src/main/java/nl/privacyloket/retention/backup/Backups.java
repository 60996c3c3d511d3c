package nl.privacyloket.retention.backup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.system.CommandTopics;

/** Until when backups hold what was erased, and word to others when they no longer do. */
@ApplicationScoped
public class Backups {
    private static final String TYPE = "nl.privacyloket.retention.backups-expired.v1";
    private static final String ACTOR = "system:retention-service";
    private static final String KEEP = """
            insert into backup_end (backup_id, organisation, request_id, command_id, system, erased_on, expires_on)
            select ?::uuid, ?, ?::uuid, ?::uuid, ?, ?::date, ?::date
             where not exists (select 1 from backup_end
                                where organisation = ? and system = ? and expires_on = ?
                                  and request_id is not distinct from ?::uuid
                                  and command_id is not distinct from ?::uuid)
            """;
    private static final String EXPIRED = """
            update backup_end set told_at = ?
             where backup_id in (select backup_id from backup_end
                                  where told_at is null and organisation = ? and expires_on <= ?
                                  order by expires_on, backup_id limit ? for update skip locked)
            returning request_id, command_id, system, erased_on, expires_on
            """;

    private final DataSource dataSource;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    Backups(DataSource dataSource, Events events, AuditTrail audit, Clock clock) {
        this.dataSource = dataSource;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    private record BackupsExpired(
            UUID requestId, UUID commandId, String system, LocalDate erasedOn, LocalDate expiredOn) {}

    /**
     * Notes, with the running transaction, that something was erased and lives on in backups. Noted again, it is one end.
     *
     * @param requestId what it was erased for; {@code null} when it went by itself
     * @param commandId the command that it went by itself with; {@code null} when it was erased for a request
     */
    public void keep(
            String organisation,
            UUID requestId,
            UUID commandId,
            String system,
            LocalDate erasedOn,
            LocalDate expiresOn) {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, organisation);
            insert.setObject(3, requestId, Types.OTHER);
            insert.setObject(4, commandId, Types.OTHER);
            insert.setString(5, system);
            insert.setObject(6, erasedOn);
            insert.setObject(7, expiresOn);
            insert.setString(8, organisation);
            insert.setString(9, system);
            insert.setObject(10, expiresOn);
            insert.setObject(11, requestId, Types.OTHER);
            insert.setObject(12, commandId, Types.OTHER);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the end of backups could not be kept, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /**
     * Tells, with the running transaction, what has gone from the last backup.
     *
     * @param today date at the organisation
     * @param most how many at once
     * @return how many
     */
    int tell(String organisation, LocalDate today, int most) {
        var now = clock.instant();
        try (var connection = dataSource.getConnection()) {
            var expired = expired(connection, organisation, today, most, now);
            for (var one : expired) {
                var key =
                        one.requestId() == null ? one.system() : one.requestId().toString();
                events.publish(OutgoingEvent.of(CommandTopics.FACTS, key, TYPE, organisation, now, one));
                audit.record(entry(organisation, one, now));
            }
            return expired.size();
        } catch (SQLException e) {
            throw new IllegalStateException("the end of backups could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static List<BackupsExpired> expired(
            Connection connection, String organisation, LocalDate today, int most, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(EXPIRED)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, organisation);
            update.setObject(3, today);
            update.setInt(4, most);
            var expired = new ArrayList<BackupsExpired>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    expired.add(new BackupsExpired(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getObject(4, LocalDate.class),
                            rows.getObject(5, LocalDate.class)));
                }
            }
            return expired;
        }
    }

    private static AuditEntry entry(String organisation, BackupsExpired expired, Instant now) {
        var isOfRequest = expired.requestId() != null;
        var object = isOfRequest ? expired.requestId() : expired.commandId();
        return new AuditEntry(
                        now,
                        organisation,
                        ACTOR,
                        "backups.expired",
                        isOfRequest ? "request" : "command",
                        object.toString(),
                        "done",
                        null)
                .about(expired.requestId());
    }

    /** Organisations with backups that expire by that date, wherever they are. */
    List<String> organisations(LocalDate latest) {
        var organisations = new ArrayList<String>();
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(
                        "select distinct organisation from backup_end where told_at is null and expires_on <= ?")) {
            query.setObject(1, latest);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    organisations.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the end of backups could not be read, SQLSTATE " + e.getSQLState(), e);
        }
        return organisations;
    }
}
