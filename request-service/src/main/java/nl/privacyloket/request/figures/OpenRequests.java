package nl.privacyloket.request.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import nl.privacyloket.request.deadline.DeadlineAlarms;
import nl.privacyloket.request.policy.PolicyCatalogue;

/** Counts open requests by how near their operative date is, by the policy that each was made under. */
@ApplicationScoped
class OpenRequests {
    private static final String COUNT = """
            select p.organisation, r.policy_version, r.due_on, r.decided, coalesce(r.requests, 0) as requests
              from (select distinct organisation from policy) p
              left join (select organisation, policy_version, due_on, decided_at is not null as decided,
                                count(*) as requests
                           from request where status <> 'closed' group by 1, 2, 3, 4) r using (organisation)
            """;

    private final DataSource dataSource;
    private final PolicyCatalogue policies;

    OpenRequests(DataSource dataSource, PolicyCatalogue policies) {
        this.dataSource = dataSource;
        this.policies = policies;
    }

    /**
     * Open requests of one organisation.
     *
     * @param open all that are not closed
     * @param dueSoon of those, the ones whose operative date is near
     * @param undecided of those that are near, the ones about which nothing has been decided
     * @param overdue of the open ones, those whose operative date has passed
     */
    record Count(long open, long dueSoon, long undecided, long overdue) {
        private static final Count NONE = new Count(0, 0, 0, 0);

        private Count plus(Count other) {
            return new Count(
                    open + other.open, dueSoon + other.dueSoon, undecided + other.undecided, overdue + other.overdue);
        }
    }

    /** Those of every organisation that has a policy, by its id. */
    @Transactional(TxType.REQUIRES_NEW)
    Map<String, Count> at(Instant now) throws SQLException {
        Map<String, Count> counts = new TreeMap<>();
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(COUNT);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                String organisation = rows.getString("organisation");
                counts.putIfAbsent(organisation, Count.NONE);
                long requests = rows.getLong("requests");
                if (requests > 0) {
                    DeadlineAlarms alarms = policies.alarms(organisation, rows.getInt("policy_version"));
                    LocalDate dueOn = rows.getObject("due_on", LocalDate.class);
                    counts.merge(
                            organisation, count(requests, alarms, dueOn, rows.getBoolean("decided"), now), Count::plus);
                }
            }
        }
        return counts;
    }

    private static Count count(long requests, DeadlineAlarms alarms, LocalDate dueOn, boolean decided, Instant now) {
        boolean overdue = !now.isBefore(alarms.overdueAt(dueOn));
        boolean dueSoon = !overdue && !now.isBefore(alarms.dueSoonAt(dueOn));
        return new Count(requests, dueSoon ? requests : 0, dueSoon && !decided ? requests : 0, overdue ? requests : 0);
    }
}
