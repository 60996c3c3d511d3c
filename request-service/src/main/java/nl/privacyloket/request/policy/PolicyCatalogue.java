package nl.privacyloket.request.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
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
     * The policy that holds today: the highest version whose first day has come.
     *
     * @throws ProblemException 404 when there is no such organisation
     */
    @Transactional
    public Policy current(String organisation) {
        List<Policy> versions = stored.versionNumbers(organisation).stream()
                .map(version -> version(organisation, version))
                .toList();
        return versions.stream()
                .filter(version -> !version.validFrom().isAfter(today(version)))
                .findFirst()
                .or(() -> versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1)))
                .orElseThrow(() -> new ProblemException(404, "unknown-organisation"));
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

    /** The organisations' current policies, by id. */
    @Transactional
    public List<Policy> organisations() {
        return stored.organisations().stream().map(this::current).toList();
    }

    /** Published versions of an organisation, newest first. */
    @Transactional
    Page<PolicySummary> versions(String organisation, int page, int size) {
        current(organisation);
        var versions = stored.versions(organisation);
        return new Page<>(
                versions.page(page, size).stream()
                        .map(version -> new PolicySummary(
                                organisation, version.version(), version.validFrom(), version.publishedAt()))
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
