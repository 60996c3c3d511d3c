package nl.privacyloket.request.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.deadline.CalendarRules;
import nl.privacyloket.request.deadline.DeadlineAlarms;
import nl.privacyloket.request.deadline.PublicHolidays;
import nl.privacyloket.request.deadline.ResponseDeadline;

/** The published policies, by organisation and version, and the deadlines that they give. */
@ApplicationScoped
public class PolicyCatalogue {

    private final StoredPolicies stored;
    private final Clock clock;
    // A published version never changes, so it is read once.
    private final Map<StoredPolicy.Key, Policy> read = new ConcurrentHashMap<>();
    private final Map<CalendarRules, PublicHolidays> calendars = new ConcurrentHashMap<>();

    PolicyCatalogue(StoredPolicies stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * The policy that holds today, in the organisation's first scope.
     *
     * @throws ProblemException 404 when there is no such organisation
     */
    @Transactional
    public Policy current(String organisation) {
        return scopes(organisation).get(0);
    }

    /**
     * The policy that holds today in one scope; empty when the organisation has no such scope.
     *
     * @param scope its id, or null for the first
     * @throws ProblemException 404 when there is no such organisation
     */
    @Transactional
    public Optional<Policy> current(String organisation, String scope) {
        return scopes(organisation).stream()
                .filter(policy -> scope == null || policy.scope().id().equals(scope))
                .findFirst();
    }

    /**
     * The policy that held in one scope when a request was received: of its versions the highest whose first day had come
     * where the organisation is, and the earliest when none had.
     *
     * @param current the policy that holds today in that scope
     */
    @Transactional
    public Policy at(Policy current, Instant receivedAt) {
        List<Policy> versions = stored.versionNumbers(current.organisation()).stream()
                .map(version -> version(current.organisation(), version))
                .filter(policy -> policy.scope().id().equals(current.scope().id()))
                .toList();
        return versions.stream()
                .filter(policy -> !policy.validFrom().isAfter(LocalDate.ofInstant(receivedAt, policy.zone())))
                .findFirst()
                .orElseGet(() -> versions.get(versions.size() - 1));
    }

    /**
     * The policies that hold today, one for each scope, in the order in which the scopes came. In each it is the highest
     * version whose first day has come. The first scope is there even before its first day.
     *
     * @throws ProblemException 404 when there is no such organisation
     */
    @Transactional
    public List<Policy> scopes(String organisation) {
        Map<String, Policy> current = new LinkedHashMap<>();
        List<Integer> versions = stored.versionNumbers(organisation);
        for (int i = versions.size() - 1; i >= 0; i--) {
            Policy policy = version(organisation, versions.get(i));
            if (current.isEmpty() || !policy.validFrom().isAfter(today(policy))) {
                current.put(policy.scope().id(), policy);
            }
        }
        if (current.isEmpty()) {
            throw new ProblemException(404, "unknown-organisation");
        }
        return List.copyOf(current.values());
    }

    /**
     * Ids of the scopes that have a policy today.
     *
     * @throws ProblemException 404 when there is no such organisation
     */
    @Transactional
    public List<String> scopeIds(String organisation) {
        return scopes(organisation).stream().map(policy -> policy.scope().id()).toList();
    }

    /** The highest published version of an organisation, or 0. */
    @Transactional
    int latest(String organisation) {
        return stored.latest(organisation).map(StoredPolicy::version).orElse(0);
    }

    /**
     * One published version.
     *
     * @throws ProblemException 404 when there is no such organisation or version
     */
    @Transactional
    public Policy version(String organisation, int version) {
        StoredPolicy.Key key = new StoredPolicy.Key(organisation, version);
        Policy known = read.get(key);
        if (known == null) {
            known = stored.version(organisation, version)
                    .map(StoredPolicy::policy)
                    .orElseThrow(() -> new ProblemException(404, "unknown-policy-version"));
            read.put(key, known);
        }
        return known;
    }

    /** Ids of the organisations, in order. */
    @Transactional
    public List<String> organisations() {
        return stored.organisations();
    }

    /** Published versions of an organisation, newest first. */
    @Transactional
    Page<PolicySummary> versions(String organisation, int page, int size) {
        current(organisation);
        var versions = stored.versions(organisation);
        return new Page<>(
                versions.page(page, size).stream()
                        .map(version -> new PolicySummary(
                                organisation,
                                version.version(),
                                version(organisation, version.version()).scope().id(),
                                version.validFrom(),
                                version.publishedAt()))
                        .toList(),
                page,
                size,
                versions.count());
    }

    /** The rules by which that policy counts. */
    public ResponseDeadline deadline(Policy policy) {
        return new ResponseDeadline(calendars.computeIfAbsent(policy.calendar(), PublicHolidays::new), policy.zone());
    }

    /** When staff hear of the operative date of a request that was made under that version. */
    @Transactional
    public DeadlineAlarms alarms(String organisation, int version) {
        Policy policy = version(organisation, version);
        return new DeadlineAlarms(policy.dueSoon(), policy.zone());
    }

    /** Today where the organisation is. */
    public LocalDate today(Policy policy) {
        return LocalDate.now(clock.withZone(policy.zone()));
    }
}
