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
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Figures about what data systems were told for requests, read now and then so that a scrape costs the database nothing;
 * the same whichever instance tells them. As long as they cannot be read there are none. Labels are ids of organisations and
 * systems.
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
            select s.id, s.organisation, s.answer_time, count(t.command_id), min(t.created_at)
              from data_system s
              left join system_task t on t.system = s.id and t.state = 'sent' and not t.superseded
             group by s.id, s.organisation, s.answer_time
            """;

    private final DataSource dataSource;
    private final CommandSettings settings;
    private final Clock clock;
    private final MeterRegistry registry;
    private final MultiGauge stuck;
    private final MultiGauge unanswered;
    private final MultiGauge late;
    private volatile double oldestSeconds = Double.NaN;

    CaseMetrics(DataSource dataSource, CommandSettings settings, Clock clock, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.clock = clock;
        this.registry = registry;
        this.stuck = MultiGauge.builder("privacyloket.cases.failed")
                .description("Requests that do not get on because data systems failed: people have to act")
                .register(registry);
        this.unanswered = MultiGauge.builder("privacyloket.tasks.unanswered")
                .description("Commands for requests that a data system has not answered")
                .register(registry);
        this.late = MultiGauge.builder("privacyloket.tasks.late")
                .baseUnit("seconds")
                .description(
                        "How long the oldest such command has been unanswered after the time that its system has for it")
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
            List<Unanswered> systems = unanswered(connection);
            Instant now = clock.instant();
            unanswered.register(rows(systems, Unanswered::commands), true);
            late.register(rows(systems, system -> seconds(system.late(now, settings.answerTime()))), true);
            oldestSeconds = systems.stream()
                    .mapToDouble(system -> seconds(system.age(now)))
                    .max()
                    .orElse(0);
            systems.forEach(system -> escalated(system.organisation(), system.id()));
        } catch (SQLException e) {
            List.of(stuck, unanswered, late).forEach(gauge -> gauge.register(List.of(), true));
            oldestSeconds = Double.NaN;
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

    private static List<Unanswered> unanswered(Connection connection) throws SQLException {
        List<Unanswered> systems = new ArrayList<>();
        try (var query = connection.prepareStatement(UNANSWERED);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                String answerTime = rows.getString(3);
                OffsetDateTime since = rows.getObject(5, OffsetDateTime.class);
                systems.add(new Unanswered(
                        rows.getString(1),
                        rows.getString(2),
                        answerTime == null ? null : Duration.parse(answerTime),
                        rows.getLong(4),
                        since == null ? null : since.toInstant()));
            }
        }
        return systems;
    }

    private static List<Row<?>> rows(List<Unanswered> systems, ToDoubleFunction<Unanswered> figure) {
        return systems.stream()
                .<Row<?>>map(system -> Row.of(Tags.of("system", system.id()), figure.applyAsDouble(system)))
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What a data system owes; {@code answerTime} is null when it names none, {@code since} when it owes nothing. */
    private record Unanswered(String id, String organisation, Duration answerTime, long commands, Instant since) {
        private Duration age(Instant now) {
            return since == null ? Duration.ZERO : Duration.between(since, now);
        }

        private Duration late(Instant now, Duration standard) {
            Duration late = age(now).minus(Objects.requireNonNullElse(answerTime, standard));
            return late.isNegative() ? Duration.ZERO : late;
        }
    }
}
