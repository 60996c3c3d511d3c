package nl.privacyloket.retention.sweep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Figures about the sweep, read now and then so that a scrape costs the database nothing; not a number as long as they cannot
 * be read.
 */
@ApplicationScoped
class SweepMetrics {
    private static final Logger LOG = Logger.getLogger(SweepMetrics.class);
    private static final String FIGURES = """
            select (select count(*) from sweep_command where state in ('purging', 'verifying')),
                   (select count(*) from sweep_command where state = 'failed' and not closed),
                   (select coalesce(extract(epoch from ?::timestamptz - min(next_at)), 0) from sweep_slice
                     where next_at < ?)
            """;

    private final DataSource dataSource;
    private final Clock clock;
    private volatile double open = Double.NaN;
    private volatile double failed = Double.NaN;
    private volatile double lateSeconds = Double.NaN;

    SweepMetrics(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("privacyloket.sweep.open", () -> open)
                .description("Orders to data systems without an answer, or not yet verified")
                .register(registry);
        Gauge.builder("privacyloket.sweep.failed", () -> failed)
                .description("Orders that were given up and not tried again yet")
                .register(registry);
        Gauge.builder("privacyloket.sweep.late", () -> lateSeconds)
                .baseUnit("seconds")
                .description("How long the data system that waits longest has waited for the sweep to look at it")
                .register(registry);
    }

    @Scheduled(every = "15s")
    void read() {
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(FIGURES)) {
            query.setObject(1, at);
            query.setObject(2, at);
            try (var row = query.executeQuery()) {
                row.next();
                open = row.getDouble(1);
                failed = row.getDouble(2);
                lateSeconds = row.getDouble(3);
            }
        } catch (SQLException e) {
            open = Double.NaN;
            failed = Double.NaN;
            lateSeconds = Double.NaN;
            LOG.warnf("figures about the sweep not read cause=%s", e.getClass().getSimpleName());
        }
    }
}
