package nl.privacyloket.retention.restore;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The erasures that restored systems get again, in the order in which they were carried out. */
@ApplicationScoped
class ReplaySteps {
    /** A system notes when it erased before it commits, and by its own clock: an hour before counts as after. */
    private static final String COLLECT = """
            insert into restore_step (job_id, position, organisation, logged, state)
            select j.job_id,
                   (select count(*) from restore_step s where s.job_id = j.job_id)
                     + row_number() over (order by l.executed_at, l.execution),
                   j.organisation, l.command_id, 'waiting'
              from job j join erasure_log l on l.system = j.system and l.organisation = j.organisation
             where j.job_id = ? and l.executed_at is not null and (? or l.executed_at <= j.started_at)
               and l.last_executed_at > j.restored_to - interval '1 hour'
               and not exists (select 1 from restore_step s where s.job_id = j.job_id and s.logged = l.command_id)
            """;

    private static final String COLUMNS = """
            select s.job_id, s.position, s.organisation, j.system, s.logged, s.command_id, s.verify_id, s.state,
                   s.attempts, s.kept, l.event_type, l.message_key, l.data
              from restore_step s join job j on j.job_id = s.job_id left join erasure_log l on l.command_id = s.logged
            """;
    private static final String BY_COMMAND = COLUMNS + " where s.command_id = ? or s.verify_id = ?";
    private static final String CURRENT = COLUMNS + """
             where s.job_id = ? and s.state in ('waiting', 'erasing', 'verifying') order by s.position limit 1
            """;
    private static final String CHANGE = """
            update restore_step
               set command_id = ?, verify_id = ?, state = ?, attempts = ?, next_attempt_at = ?, kept = ?,
                   last_failure = case last_failure when 'held' then last_failure else coalesce(?, last_failure) end
             where job_id = ? and position = ?
            """;
    private static final String DUE = """
            select job_id from restore_step where next_attempt_at <= ? order by next_attempt_at limit 100
            """;

    private final DataSource dataSource;

    ReplaySteps(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * One erasure that is repeated.
     *
     * @param logged the command that is repeated
     * @param commandId the repetition; {@code null} before the first
     * @param verifyId the question what is left; {@code null} before it is asked
     * @param attempts how often the present one of the two was sent
     * @param kept how many records the system kept when it repeated a purge
     * @param data the command as it was sent; {@code null} when it is no longer kept
     */
    record Step(
            UUID jobId,
            int position,
            String organisation,
            String system,
            UUID logged,
            UUID commandId,
            UUID verifyId,
            String state,
            int attempts,
            long kept,
            String eventType,
            String messageKey,
            byte[] data) {

        static final String WAITING = "waiting";
        static final String ERASING = "erasing";
        static final String VERIFYING = "verifying";
        static final String DONE = "done";
        static final String FAILED = "failed";

        boolean is(String wanted) {
            return state.equals(wanted);
        }

        /** Sent, once more or for the first time. */
        Step sent(UUID nowCommandId, String nowState) {
            return with(nowCommandId, verifyId, nowState, attempts + 1, kept);
        }

        /** Gone on, with the same repetition. */
        Step in(String nowState, UUID nowVerifyId, int nowAttempts, long nowKept) {
            return with(commandId, nowVerifyId, nowState, nowAttempts, nowKept);
        }

        private Step with(UUID nowCommandId, UUID nowVerifyId, String nowState, int nowAttempts, long nowKept) {
            return new Step(
                    jobId,
                    position,
                    organisation,
                    system,
                    logged,
                    nowCommandId,
                    nowVerifyId,
                    nowState,
                    nowAttempts,
                    nowKept,
                    eventType,
                    messageKey,
                    data);
        }

        @Override
        public String toString() {
            return "Step[" + jobId + " " + position + " " + state + "]";
        }
    }

    /**
     * Adds what was carried out after the restore point and is not among the steps yet.
     *
     * @param everything all that is known; otherwise only what was carried out before the job began: systems can say so
     *     late, and what they carried out since was done to the restored data
     * @return how many
     */
    int collect(UUID jobId, boolean everything) {
        return with(COLLECT, statement -> {
            statement.setObject(1, jobId);
            statement.setBoolean(2, everything);
            return statement.executeUpdate();
        });
    }

    /** The step with that command or that question. */
    Optional<Step> byCommand(UUID commandId) {
        return with(BY_COMMAND, statement -> {
            statement.setObject(1, commandId);
            statement.setObject(2, commandId);
            return first(statement);
        });
    }

    /** The first that is not settled: one at a time. */
    Optional<Step> current(UUID jobId) {
        return with(CURRENT, statement -> {
            statement.setObject(1, jobId);
            return first(statement);
        });
    }

    /** @param failure a code; {@code null} leaves the earlier one */
    void change(Step step, Instant nextAttempt, String failure) {
        with(CHANGE, statement -> {
            statement.setObject(1, step.commandId());
            statement.setObject(2, step.verifyId());
            statement.setString(3, step.state());
            statement.setInt(4, step.attempts());
            statement.setObject(5, nextAttempt == null ? null : nextAttempt.atOffset(ZoneOffset.UTC));
            statement.setLong(6, step.kept());
            statement.setString(7, failure);
            statement.setObject(8, step.jobId());
            statement.setInt(9, step.position());
            return statement.executeUpdate();
        });
    }

    /** When the present command of a job's step is awaited no longer. */
    boolean isDue(Step step, Instant now) {
        return with(
                "select count(*) from restore_step where job_id = ? and position = ? and next_attempt_at <= ?",
                statement -> {
                    statement.setObject(1, step.jobId());
                    statement.setInt(2, step.position());
                    statement.setObject(3, now.atOffset(ZoneOffset.UTC));
                    try (var row = statement.executeQuery()) {
                        row.next();
                        return row.getInt(1) == 1;
                    }
                });
    }

    List<UUID> dueJobs(Instant now) {
        return with(DUE, statement -> {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            var jobs = new ArrayList<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    jobs.add(rows.getObject(1, UUID.class));
                }
            }
            return jobs;
        });
    }

    /** Whether a hold kept some of what a step repeated. */
    boolean isHeld(Step step) {
        return with(
                "select count(*) from restore_step where job_id = ? and position = ? and last_failure = 'held'",
                statement -> {
                    statement.setObject(1, step.jobId());
                    statement.setInt(2, step.position());
                    try (var row = statement.executeQuery()) {
                        row.next();
                        return row.getInt(1) == 1;
                    }
                });
    }

    /** Whether some of a job was given up. */
    boolean anyFailed(UUID jobId) {
        return with("select count(*) from restore_step where job_id = ? and state = 'failed'", statement -> {
            statement.setObject(1, jobId);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
            }
        });
    }

    /**
     * Locks a job until the transaction ends.
     *
     * @param waiting whether to wait for who has it locked
     * @return whether it runs and is locked
     */
    boolean lock(UUID jobId, boolean waiting) {
        var query =
                "select 1 from job where job_id = ? and state = 'running' for update" + (waiting ? "" : " skip locked");
        return with(query, statement -> {
            statement.setObject(1, jobId);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        });
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("a replay could not be read or written, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static Optional<Step> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new Step(
                    row.getObject("job_id", UUID.class),
                    row.getInt("position"),
                    row.getString("organisation"),
                    row.getString("system"),
                    row.getObject("logged", UUID.class),
                    row.getObject("command_id", UUID.class),
                    row.getObject("verify_id", UUID.class),
                    row.getString("state"),
                    row.getInt("attempts"),
                    row.getLong("kept"),
                    row.getString("event_type"),
                    row.getString("message_key"),
                    row.getBytes("data")));
        }
    }
}
