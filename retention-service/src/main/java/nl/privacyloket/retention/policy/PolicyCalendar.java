package nl.privacyloket.retention.policy;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Notices the day on which a version comes into force, at the organisation: often later than the day it was published. */
@ApplicationScoped
class PolicyCalendar {
    private static final String COME_INTO_FORCE = """
            update policy p set in_force = true
             where (organisation, version) in (
                   select organisation, version from policy
                    where not in_force and valid_from <= (?::timestamptz at time zone zone)::date
                    order by organisation, version for update skip locked)
            returning organisation, version
            """;

    private final DataSource dataSource;
    private final Event<PolicyInForce> inForce;
    private final Clock clock;

    PolicyCalendar(DataSource dataSource, Event<PolicyInForce> inForce, Clock clock) {
        this.dataSource = dataSource;
        this.inForce = inForce;
        this.clock = clock;
    }

    /** Looks at the date at each organisation; any number of instances may. */
    @Scheduled(every = "${privacyloket.policies.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void turn() {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(COME_INTO_FORCE)) {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    inForce.fire(new PolicyInForce(rows.getString(1), rows.getInt(2)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the policies could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }
}
