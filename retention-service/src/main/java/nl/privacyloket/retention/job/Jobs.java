package nl.privacyloket.retention.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.retention.date.Moments;

/** Work that goes on after the answer to who started it. */
@ApplicationScoped
public class Jobs {
    private static final String START = """
            insert into job (job_id, organisation, kind, system, restored_to, started_by, started_at, state)
            values (?, ?, 'restore', ?, ?, ?, ?, 'running')
            """;
    private static final String RUNNING = """
            select job_id, restored_to from job where kind = 'restore' and system = ? and state = 'running'
            """;
    private static final String HAS_ENDED = """
            select exists (select 1 from job
                            where kind = 'restore' and system = ? and restored_to >= ? and state <> 'running')
            """;
    private static final String FIND = """
            select j.job_id, j.kind, j.system, j.restored_to, j.started_at, j.ended_at, j.state,
                   count(s.position) filter (where s.state = 'done') as done,
                   count(s.position) as total,
                   count(s.position) filter (where s.state = 'failed') as failures
              from job j left join restore_step s on s.job_id = j.job_id
             where j.job_id = ? and j.organisation = any (?) and (? is null or j.started_by = ?)
             group by j.job_id
            """;
    private static final String END = """
            update job set state = ?, ended_at = ? where job_id = ? and state = 'running'
            """;

    private final DataSource dataSource;

    Jobs(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One that goes on, with the moment to which its system was restored. */
    public record Running(UUID jobId, Instant restoredTo) {}

    /** Begins the repetition of erasures in a restored system. */
    public UUID start(String organisation, String system, Instant restoredTo, String actor, Instant now) {
        var jobId = UUID.randomUUID();
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(START)) {
            insert.setObject(1, jobId);
            insert.setString(2, organisation);
            insert.setString(3, system);
            insert.setObject(4, restoredTo.atOffset(ZoneOffset.UTC));
            insert.setString(5, actor);
            insert.setObject(6, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
            return jobId;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Whether erasures were repeated for a system after a restore to that moment or a later one. */
    public boolean hasEnded(String system, Instant restoredTo) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(HAS_ENDED)) {
            query.setString(1, system);
            query.setObject(2, restoredTo.atOffset(ZoneOffset.UTC));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** The one that goes on for a system. */
    public Optional<Running> running(String system) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(RUNNING)) {
            query.setString(1, system);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Running(rows.getObject(1, UUID.class), Moments.of(rows, "restored_to")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Ends one. */
    public void end(UUID jobId, boolean failed, Instant now) {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(END)) {
            update.setString(1, failed ? "failed" : "done");
            update.setObject(2, now.atOffset(ZoneOffset.UTC));
            update.setObject(3, jobId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * How far one is.
     *
     * @param startedBy only when that actor started it; {@code null} for whoever did
     */
    public Optional<JobView> find(UUID jobId, Collection<String> organisations, String startedBy) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(FIND)) {
            query.setObject(1, jobId);
            query.setArray(2, connection.createArrayOf("text", organisations.toArray()));
            query.setString(3, startedBy);
            query.setString(4, startedBy);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(view(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static JobView view(ResultSet row) throws SQLException {
        return new JobView(
                row.getObject("job_id", UUID.class),
                row.getString("kind"),
                row.getString("system"),
                Moments.of(row, "restored_to"),
                row.getInt("done"),
                row.getInt("total"),
                row.getInt("failures"),
                row.getString("state"),
                Moments.of(row, "started_at"),
                Moments.of(row, "ended_at"));
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("jobs could not be read or written, SQLSTATE " + e.getSQLState(), e);
    }
}
