package nl.privacyloket.connector.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.purge.PendingPurges;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.connector.system.ConnectedSystems;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditState;
import nl.privacyloket.messaging.inbox.ConsumerLag;
import nl.privacyloket.messaging.outbox.OutboxBacklog;
import org.apache.kafka.common.KafkaException;

/**
 * Figures per data system, read from its database when the metrics are asked for and at most once in five seconds; not a
 * number as long as that database does not answer.
 */
final class FigureGauges {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final ConnectedSystem system;
    private Instant readAt = Instant.EPOCH;
    private double deadLetters = Double.NaN;
    private double waiting = Double.NaN;
    private double oldestSeconds = Double.NaN;
    private double uploads = Double.NaN;
    private double purges = Double.NaN;
    private double auditSize = Double.NaN;
    private double signedSize = Double.NaN;
    private final Instant startedAt = Instant.now();
    private Instant signedAt;
    private volatile double lag = Double.NaN;

    private FigureGauges(ConnectedSystem system) {
        this.system = system;
    }

    static List<FigureGauges> register(ConnectedSystems systems, MeterRegistry registry) {
        List<FigureGauges> all = new ArrayList<>();
        for (ConnectedSystem system : systems.all()) {
            FigureGauges figures = new FigureGauges(system);
            all.add(figures);
            String id = system.mapping().system();
            Gauge.builder("privacyloket.connector.running", () -> system.state().kind() == Kind.RUNNING ? 1 : 0)
                    .description("1 while the system's commands are taken")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.dead.letters", () -> figures.read().deadLetters)
                    .description("Commands set aside that wait for a person")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.outbox.waiting", () -> figures.read().waiting)
                    .description("Answers that wait for Kafka")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.outbox.oldest.seconds", () -> figures.read().oldestSeconds)
                    .description("Age of the oldest of them")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.consumer.lag", () -> figures.lag)
                    .description("Records of the topic of commands that were not read")
                    .tag("system", id)
                    .tag("topic", system.topic())
                    .register(registry);
            Gauge.builder(
                            "privacyloket.consumer.waiting.seconds",
                            () -> system.waitingTime().toMillis() / 1000.0)
                    .description("How long the command in hand has been tried in vain")
                    .tag("system", id)
                    .tag("topic", system.topic())
                    .register(registry);
            Gauge.builder("privacyloket.relay.active", () -> system.isRelayActive() ? 1 : 0)
                    .description("1 while this process publishes the system's answers")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.audit.entries", () -> figures.read().auditSize)
                    .description("Entries in the system's audit log")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.audit.tree.size", () -> figures.read().signedSize)
                    .description("Entries that the last checkpoint of the audit log covers")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.audit.checkpoint.age.seconds", () -> figures.read()
                            .checkpointAge())
                    .description("Age of the last checkpoint of the audit log; before the first, of this process")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.audit.halted", () -> system.isAuditHalted() ? 1 : 0)
                    .description("1 while the audit log does not fit what its topic holds, so that entries wait")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.connector.uploads", () -> figures.read().uploads)
                    .description("Access commands that wait for their upload")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.connector.purges", () -> figures.read().purges)
                    .description("Purges that are not done")
                    .tag("system", id)
                    .register(registry);
        }
        return all;
    }

    /** Asks Kafka how far the system's commands are behind; apart from a scrape, which must not wait for Kafka. */
    void readLag(ConsumerLag kafka) throws InterruptedException {
        try {
            lag = kafka.of(system.group(), system.topic());
        } catch (KafkaException e) {
            lag = Double.NaN;
        }
    }

    private synchronized FigureGauges read() {
        Instant now = Instant.now();
        if (readAt.plus(FRESH).isAfter(now)) {
            return this;
        }
        readAt = now;
        if (system.state().kind() != Kind.RUNNING) {
            forget();
            return this;
        }
        try (Connection connection = system.dataSource().getConnection()) {
            deadLetters = system.deadLetters().count(connection);
            uploads = PendingUploads.count(connection);
            purges = PendingPurges.count(connection);
            readLog();
            OutboxBacklog backlog = OutboxBacklog.read(system.dataSource(), now);
            waiting = backlog.events();
            oldestSeconds = backlog.oldest().toMillis() / 1000.0;
        } catch (SQLException e) {
            // Why shows in readiness.
            forget();
        }
        return this;
    }

    private void forget() {
        deadLetters = Double.NaN;
        waiting = Double.NaN;
        oldestSeconds = Double.NaN;
        uploads = Double.NaN;
        purges = Double.NaN;
        auditSize = Double.NaN;
        signedSize = Double.NaN;
        signedAt = null;
    }

    private void readLog() throws SQLException {
        AuditState log = new AuditReader(system.mapping().system(), system.dataSource()).state();
        auditSize = log.size();
        signedSize = log.checkpoint() == null ? 0 : log.checkpoint().size();
        signedAt = log.checkpoint() == null ? startedAt : log.checkpoint().signedAt();
    }

    private double checkpointAge() {
        return signedAt == null
                ? Double.NaN
                : Duration.between(signedAt, Instant.now()).toMillis() / 1000.0;
    }
}
