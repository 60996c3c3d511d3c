package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.retention.sweep.CaseFiles;

/** What is kept about cases that have ended, and how it goes when the term of the request's file has ended. */
@ApplicationScoped
class EndedCases implements CaseFiles {
    /** A case that is not through, or whose restriction or held part is still to be followed. */
    private static final String OPEN = """
            select request_id from request_case where request_id = any (?) and state not in ('completed', 'closed')
            union select request_id from hold
             where request_id = any (?) and lifted_at is null and ended_at is null
            union select request_id from held_part where request_id = any (?)
            """;

    private static final String ORGANISATION = "select organisation from request_case where request_id = ? for update";
    /** From the leaves to the root. */
    private static final List<String> DROP = List.of(
            "delete from task_instruction where command_id in (select command_id from system_task where request_id = ?)",
            "delete from task_holding where command_id in (select command_id from system_task where request_id = ?)",
            "delete from task_outcome where command_id in (select command_id from system_task where request_id = ?)",
            "delete from task_effect where command_id in (select command_id from system_task where request_id = ?)",
            "delete from system_task where request_id = ?",
            "delete from erasure_verdict where plan_id in (select plan_id from erasure_plan where request_id = ?)",
            "delete from erasure_plan where request_id = ?",
            "delete from held_part where request_id = ?",
            "delete from request_case where request_id = ?");

    private final DataSource dataSource;
    private final AuditTrail audit;
    private final Clock clock;

    EndedCases(DataSource dataSource, AuditTrail audit, Clock clock) {
        this.dataSource = dataSource;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Set<UUID> open(Collection<UUID> requestIds) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(OPEN)) {
            var ids = connection.createArrayOf("uuid", requestIds.toArray());
            for (var at = 1; at <= 3; at++) {
                query.setArray(at, ids);
            }
            var open = new HashSet<UUID>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getObject(1, UUID.class));
                }
            }
            return open;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public void erase(UUID requestId) {
        try (var connection = dataSource.getConnection()) {
            var organisation = organisation(connection, requestId);
            if (organisation == null) {
                return;
            }
            for (var statement : DROP) {
                try (var delete = connection.prepareStatement(statement)) {
                    delete.setObject(1, requestId);
                    delete.executeUpdate();
                }
            }
            audit.record(new AuditEntry(
                            clock.instant(),
                            organisation,
                            "system:retention-service",
                            "case.erased",
                            "request",
                            requestId.toString(),
                            "done",
                            null)
                    .about(requestId));
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static String organisation(Connection connection, UUID requestId) throws SQLException {
        try (var query = connection.prepareStatement(ORGANISATION)) {
            query.setObject(1, requestId);
            try (var row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("ended cases could not be read, SQLSTATE " + e.getSQLState(), e);
    }
}
