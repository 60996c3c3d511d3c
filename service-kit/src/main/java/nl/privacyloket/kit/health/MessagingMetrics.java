package nl.privacyloket.kit.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditState;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.outbox.OutboxBacklog;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import org.jboss.logging.Logger;

/**
 * Figures about messaging, read every few seconds so that a scrape costs the database nothing; not a number as long as they
 * cannot be read, so that nobody takes an old figure for the present one.
 */
@ApplicationScoped
class MessagingMetrics {
    private static final Logger LOG = Logger.getLogger(MessagingMetrics.class);

    private final DataSource dataSource;
    private final DeadLetters deadLetters;
    private final AuditReader audit;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Instant startedAt;
    private volatile Figures figures = Figures.UNKNOWN;

    MessagingMetrics(
            DataSource dataSource, DeadLetters deadLetters, AuditReader audit, OutboxRelay relay, Clock clock) {
        this.dataSource = dataSource;
        this.deadLetters = deadLetters;
        this.audit = audit;
        this.relay = relay;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    private record Figures(
            double waiting,
            double oldestSeconds,
            double parked,
            double auditPending,
            double auditSize,
            double signedSize,
            Instant signedAt) {
        private static final Figures UNKNOWN =
                new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, null);
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("privacyloket.outbox.waiting", () -> figures.waiting())
                .description("Events committed and not yet acknowledged by Kafka")
                .register(registry);
        Gauge.builder("privacyloket.outbox.oldest", () -> figures.oldestSeconds())
                .baseUnit("seconds")
                .description("Age of the oldest such event")
                .register(registry);
        Gauge.builder("privacyloket.dead.letters", () -> figures.parked())
                .description("Events set aside that wait for a person")
                .register(registry);
        Gauge.builder("privacyloket.audit.pending", () -> figures.auditPending())
                .description("Acts that have no place in this service's audit log yet")
                .register(registry);
        Gauge.builder("privacyloket.audit.entries", () -> figures.auditSize())
                .description("Entries in this service's audit log")
                .register(registry);
        Gauge.builder("privacyloket.audit.tree.size", () -> figures.signedSize())
                .description("Entries that the last checkpoint of the audit log covers")
                .register(registry);
        Gauge.builder("privacyloket.audit.checkpoint.age", () -> checkpointAge(figures.signedAt()))
                .baseUnit("seconds")
                .description("Age of the last checkpoint of the audit log; before the first, of this process")
                .register(registry);
        Gauge.builder("privacyloket.audit.halted", () -> relay.state().isAuditHalted() ? 1 : 0)
                .description("1 while the audit log does not fit what its topic holds, so that entries wait")
                .register(registry);
        Gauge.builder("privacyloket.relay.active", () -> relay.state().active() ? 1 : 0)
                .description("1 while this instance publishes the outbox")
                .register(registry);
        Gauge.builder("privacyloket.relay.obstacles", () -> relay.state().obstacles())
                .description("Topics and keys that wait because Kafka refuses their next event")
                .register(registry);
        Gauge.builder("privacyloket.relay.published", () -> relay.state().published())
                .description("Events published by this instance since it started")
                .register(registry);
    }

    private double checkpointAge(Instant signedAt) {
        return signedAt == null
                ? Double.NaN
                : Duration.between(signedAt, clock.instant()).toMillis() / 1000.0;
    }

    @Scheduled(every = "5s")
    void read() {
        try {
            figures = figures();
        } catch (SQLException | RuntimeException e) {
            figures = Figures.UNKNOWN;
            LOG.warnf("figures about messaging not read cause=%s", e.getClass().getSimpleName());
        }
    }

    private Figures figures() throws SQLException {
        OutboxBacklog backlog = OutboxBacklog.read(dataSource, clock.instant());
        AuditState log = audit.state();
        boolean signed = log.checkpoint() != null;
        try (Connection connection = dataSource.getConnection()) {
            return new Figures(
                    backlog.events(),
                    backlog.oldest().toMillis() / 1000.0,
                    deadLetters.count(connection),
                    audit.pending(),
                    log.size(),
                    signed ? log.checkpoint().size() : 0,
                    signed ? log.checkpoint().signedAt() : startedAt);
        }
    }
}
