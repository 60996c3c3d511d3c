package nl.privacyloket.retention.casework;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Figures about what data systems were told for requests, read now and then so that a scrape costs the database nothing;
 * the same whichever instance tells them. Labels are ids of organisations and systems.
 */
@ApplicationScoped
class CaseMetrics {
    private static final Logger LOG = Logger.getLogger(CaseMetrics.class);
    private static final String STUCK = """
            select o.organisation, count(c.request_id)
              from (select distinct organisation from data_system) o
              left join request_case c
                on c.organisation = o.organisation and c.failure is not null and c.ended_at is null
             group by o.organisation
            """;
    private static final String UNANSWERED = """
            select s.id, s.organisation, count(t.command_id),
                   coalesce(extract(epoch from ?::timestamptz - min(t.created_at)), 0)
              from data_system s
              left join system_task t on t.system = s.id and t.state = 'sent' and not t.superseded
             group by s.id, s.organisation
            """;

    private final DataSource dataSource;
    private final Clock clock;
    private final MeterRegistry registry;
    private final MultiGauge stuck;
    private final MultiGauge unanswered;
    private volatile double oldestSeconds;

    CaseMetrics(DataSource dataSource, Clock clock, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.registry = registry;
        this.stuck = MultiGauge.builder("privacyloket.cases.failed")
                .description("Requests that do not get on because data systems failed: people have to act")
                .register(registry);
        this.unanswered = MultiGauge.builder("privacyloket.tasks.unanswered")
                .description("Commands for requests that a data system has not answered")
                .register(registry);
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("privacyloket.tasks.oldest", () -> oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest such command")
                .register(registry);
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        try (Connection connection = dataSource.getConnection()) {
            stuck.register(stuck(connection), true);
            unanswered.register(unanswered(connection, clock.instant()), true);
        } catch (SQLException e) {
            LOG.warnf("figures about cases not read cause=%s", e.getClass().getSimpleName());
        }
    }

    /** Counts a case that data systems keep from getting on, when it begins to stand still. */
    Counter escalated(String organisation, String system) {
        // The reason is a word of the data system's own, so it is no label.
        return registry.counter(
                "privacyloket.cases.escalated",
                Tags.of("organisation", organisation).and("system", Objects.requireNonNullElse(system, "none")));
    }

    private static List<Row<?>> stuck(Connection connection) throws SQLException {
        List<Row<?>> figures = new ArrayList<>();
        try (var query = connection.prepareStatement(STUCK);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                figures.add(Row.of(Tags.of("organisation", rows.getString(1)), rows.getLong(2)));
            }
        }
        return figures;
    }

    private List<Row<?>> unanswered(Connection connection, Instant now) throws SQLException {
        List<Row<?>> figures = new ArrayList<>();
        double oldest = 0;
        try (var query = connection.prepareStatement(UNANSWERED)) {
            query.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    String system = rows.getString(1);
                    figures.add(Row.of(Tags.of("system", system), rows.getLong(3)));
                    oldest = Math.max(oldest, rows.getDouble(4));
                    escalated(rows.getString(2), system);
                }
            }
        }
        oldestSeconds = oldest;
        return figures;
    }
}
