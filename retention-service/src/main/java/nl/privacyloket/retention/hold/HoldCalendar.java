package nl.privacyloket.retention.hold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Ends holds whose last day has passed, forgets permits long answered, and counts those in flight. */
@ApplicationScoped
public class HoldCalendar {
    private static final Logger LOG = Logger.getLogger(HoldCalendar.class);

    private final HoldRegister register;
    private final PermitSettings permits;
    private final DataSource dataSource;
    private final Clock clock;
    private volatile long inFlight;

    HoldCalendar(HoldRegister register, PermitSettings permits, DataSource dataSource, Clock clock) {
        this.register = register;
        this.permits = permits;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    void gauge(@Observes StartupEvent event, MeterRegistry metrics) {
        // From zero, so that the first of a kind is seen as one more.
        List.of("redeemed", "revoked", "withdrawn")
                .forEach(outcome -> metrics.counter("privacyloket.permits", "outcome", outcome));
        Gauge.builder("privacyloket.permits.in.flight", () -> inFlight)
                .description("Permits redeemed and not settled: a hold that is placed now waits for them")
                .register(metrics);
    }

    /** Looks at the date at each organisation. Any number of instances may do this; what one has in hand another passes over. */
    @Scheduled(every = "${privacyloket.holds.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    public void turn() {
        for (var organisation : register.organisationsWithLastDay()) {
            int ended;
            do {
                ended = QuarkusTransaction.requiringNew().call(() -> register.endPast(organisation));
            } while (ended > 0);
        }
        try (var connection = dataSource.getConnection()) {
            inFlight = PermitRows.redeemed(connection);
        } catch (SQLException e) {
            LOG.warnf("permits not counted sqlstate=%s", e.getSQLState());
        }
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        try (var connection = dataSource.getConnection()) {
            PermitRows.forgetAnsweredBefore(connection, clock.instant().minus(permits.keptFor()));
        } catch (SQLException e) {
            LOG.warnf("permits not forgotten sqlstate=%s", e.getSQLState());
        }
    }
}
