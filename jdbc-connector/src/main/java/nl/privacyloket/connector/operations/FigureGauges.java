package nl.privacyloket.connector.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import nl.privacyloket.connector.purge.PendingPurges;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.connector.system.ConnectedSystems;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.messaging.outbox.OutboxBacklog;

/** Figures per data system, read from its database when the metrics are asked for and at most once in five seconds. */
final class FigureGauges {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final ConnectedSystem system;
    private Instant readAt = Instant.EPOCH;
    private double deadLetters;
    private double waiting;
    private double oldestSeconds;
    private double uploads;
    private double purges;

    private FigureGauges(ConnectedSystem system) {
        this.system = system;
    }

    static void register(ConnectedSystems systems, MeterRegistry registry) {
        for (ConnectedSystem system : systems.all()) {
            FigureGauges figures = new FigureGauges(system);
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
            Gauge.builder("privacyloket.connector.uploads", () -> figures.read().uploads)
                    .description("Access commands that wait for their upload")
                    .tag("system", id)
                    .register(registry);
            Gauge.builder("privacyloket.connector.purges", () -> figures.read().purges)
                    .description("Purges that are not done")
                    .tag("system", id)
                    .register(registry);
        }
    }

    private synchronized FigureGauges read() {
        Instant now = Instant.now();
        if (system.state().kind() == Kind.RUNNING && readAt.plus(FRESH).isBefore(now)) {
            readAt = now;
            try (Connection connection = system.dataSource().getConnection()) {
                deadLetters = system.deadLetters().count(connection);
                uploads = PendingUploads.count(connection);
                purges = PendingPurges.count(connection);
                OutboxBacklog backlog = OutboxBacklog.read(system.dataSource(), now);
                waiting = backlog.events();
                oldestSeconds = backlog.oldest().toMillis() / 1000.0;
            } catch (SQLException e) {
                // The figures of before stay; that the database is away shows in readiness.
                readAt = now;
            }
        }
        return this;
    }
}
