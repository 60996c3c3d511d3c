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

/** Figures about messaging, read every few seconds so that a scrape costs the database nothing. */
@ApplicationScoped
class MessagingMetrics {
    private static final Logger LOG = Logger.getLogger(MessagingMetrics.class);

    private final DataSource dataSource;
    private final DeadLetters deadLetters;
    private final AuditReader audit;
    private final OutboxRelay relay;
    private final Clock clock;
    private volatile double waiting;
    private volatile double oldestSeconds;
    private volatile double parked;
    private volatile double auditPending;
    private volatile double auditSize;
    private volatile double signedSize;
    private volatile Instant signedAt;

    MessagingMetrics(
            DataSource dataSource, DeadLetters deadLetters, AuditReader audit, OutboxRelay relay, Clock clock) {
        this.dataSource = dataSource;
        this.deadLetters = deadLetters;
        this.audit = audit;
        this.relay = relay;
        this.clock = clock;
        this.signedAt = clock.instant();
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("privacyloket.outbox.waiting", () -> waiting)
                .description("Events committed and not yet acknowledged by Kafka")
                .register(registry);
        Gauge.builder("privacyloket.outbox.oldest", () -> oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest such event")
                .register(registry);
        Gauge.builder("privacyloket.dead.letters", () -> parked)
                .description("Events set aside that wait for a person")
                .register(registry);
        Gauge.builder("privacyloket.audit.pending", () -> auditPending)
                .description("Acts that have no place in this service's audit log yet")
                .register(registry);
        Gauge.builder("privacyloket.audit.entries", () -> auditSize)
                .description("Entries in this service's audit log")
                .register(registry);
        Gauge.builder("privacyloket.audit.tree.size", () -> signedSize)
                .description("Entries that the last checkpoint of the audit log covers")
                .register(registry);
        Gauge.builder(
                        "privacyloket.audit.checkpoint.age",
                        () -> Duration.between(signedAt, clock.instant()).toMillis() / 1000.0)
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

    @Scheduled(every = "5s")
    void read() {
        try (Connection connection = dataSource.getConnection()) {
            OutboxBacklog backlog = OutboxBacklog.read(dataSource, clock.instant());
            waiting = backlog.events();
            oldestSeconds = backlog.oldest().toMillis() / 1000.0;
            parked = deadLetters.count(connection);
            AuditState log = audit.state();
            auditPending = audit.pending();
            auditSize = log.size();
            if (log.checkpoint() != null) {
                signedSize = log.checkpoint().size();
                signedAt = log.checkpoint().signedAt();
            }
        } catch (SQLException e) {
            LOG.warnf("figures about messaging not read cause=%s", e.getClass().getSimpleName());
        }
    }
}
