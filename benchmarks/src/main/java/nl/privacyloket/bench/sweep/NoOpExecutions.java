package nl.privacyloket.bench.sweep;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.bench.webshop.Webshop;

/**
 * db-scheduler doing nothing, as often as records are due: its table as its documentation has it for PostgreSQL, its strategy
 * for many executions (lock and fetch), and more executions fetched than there are threads, so that none waits for the
 * database.
 */
final class NoOpExecutions implements AutoCloseable {
    private static final int THREADS = 20;
    private static final double FETCH_BELOW = 4.0;
    private static final double FETCH_UP_TO = 20.0;
    private static final String TABLE = """
            create table scheduled_tasks (
              task_name text not null,
              task_instance text not null,
              task_data bytea,
              execution_time timestamptz not null,
              picked boolean not null,
              picked_by text,
              last_success timestamptz,
              last_failure timestamptz,
              consecutive_failures int,
              last_heartbeat timestamptz,
              version bigint not null,
              priority smallint,
              primary key (task_name, task_instance)
            );
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """;

    private final HikariDataSource pool;
    private final Connection connection;

    /** @param connection to the same database, in whose first schema the table is made */
    NoOpExecutions(Connection connection, String url, String user, String schema) throws SQLException {
        this.connection = connection;
        Webshop.execute(connection, TABLE);
        var settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(user);
        settings.setSchema(schema);
        settings.setMaximumPoolSize(THREADS + 5);
        this.pool = new HikariDataSource(settings);
    }

    /** Executions per second, of so many that are due. */
    double perSecond(int executions) throws Exception {
        Webshop.execute(connection, "truncate scheduled_tasks");
        Webshop.execute(
                connection,
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " select 'nothing', n::text, now() - interval '1 hour', false, 1"
                        + " from generate_series(1, " + executions + ") n");
        Webshop.execute(connection, "vacuum analyze scheduled_tasks");
        Webshop.execute(connection, "checkpoint");
        var left = new CountDownLatch(executions);
        Scheduler scheduler = Scheduler.create(
                        pool, Tasks.oneTime("nothing").execute((instance, context) -> left.countDown()))
                .threads(THREADS)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        long begun = System.nanoTime();
        scheduler.start();
        try {
            if (!left.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(left.getCount() + " executions have not been made");
            }
            double perSecond = executions / ((System.nanoTime() - begun) / 1e9);
            return perSecond;
        } finally {
            scheduler.stop();
        }
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        Webshop.execute(connection, "drop table scheduled_tasks");
    }
}
