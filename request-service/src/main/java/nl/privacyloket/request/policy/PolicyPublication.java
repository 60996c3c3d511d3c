package nl.privacyloket.request.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.request.RequestServiceConfig;
import org.jboss.logging.Logger;

/**
 * Publishes policies: at start those in files that are new or next versions, and what privacy officers send. What is
 * published counts: a file that says otherwise about a published version is passed over with a warning, so that a service
 * starts also after an officer has taken the number that a file had in mind.
 */
@ApplicationScoped
public class PolicyPublication {

    /**
     * Topic of published policies, compacted. The key is organisation and version, so that every version stays: requests
     * keep the version that they were made under, and each part of an organisation has its own.
     */
    public static final String TOPIC = "privacyloket.policies.v1";

    private static final Logger LOG = Logger.getLogger(PolicyPublication.class);
    private static final String TYPE = "nl.privacyloket.policy.published.v1";
    private static final String ACTOR = "system:request-service";

    private final StoredPolicies stored;
    private final EntityManager entities;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;
    private final RequestServiceConfig config;

    PolicyPublication(
            StoredPolicies stored,
            EntityManager entities,
            Events events,
            AuditTrail audit,
            Clock clock,
            RequestServiceConfig config) {
        this.stored = stored;
        this.entities = entities;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    record Published(
            String organisation,
            int version,
            LocalDate validFrom,
            Instant publishedAt,
            JsonNode policy,
            Map<String, Announcement.Message> announcement) {}

    @Transactional
    void load(@Observes StartupEvent event) {
        publish(PolicyFile.readAll(config.policies().directory()));
    }

    /** Publishes what is not published yet. */
    @Transactional
    public void publish(List<Policy> policies) {
        lock();
        policies.forEach(this::publishFile);
    }

    /**
     * Publishes the next version.
     *
     * @param actor pseudonym of the officer
     * @throws ProblemException 409 when it is not the one after the latest
     */
    @Transactional(TxType.MANDATORY)
    void publishNext(Policy policy, Map<String, Announcement.Message> announcement, String actor) {
        lock();
        int next = latest(policy.organisation()) + 1;
        if (policy.version() != next) {
            throw new ProblemException(409, "policy-version-taken", Map.of("next", next));
        }
        publish(policy, announcement, actor);
    }

    /** Versions follow each other: several instances may publish at once. */
    private void lock() {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtext('policies ' || current_schema()))")
                .getSingleResult();
    }

    private int latest(String organisation) {
        return stored.latest(organisation).map(StoredPolicy::version).orElse(0);
    }

    private void publishFile(Policy policy) {
        int latest = latest(policy.organisation());
        if (policy.version() > latest) {
            publish(policy, null, ACTOR);
            return;
        }
        boolean same = stored.version(policy.organisation(), policy.version())
                .map(StoredPolicy::policy)
                .filter(policy::equals)
                .isPresent();
        if (!same) {
            LOG.warnf(
                    "policy file passed over organisation=%s version=%d latest=%d: that version is published with"
                            + " another content; a change needs a higher version",
                    policy.organisation(), policy.version(), latest);
        }
    }

    private void publish(Policy policy, Map<String, Announcement.Message> announcement, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        stored.persist(new StoredPolicy(policy, now));
        events.publish(OutgoingEvent.of(
                TOPIC,
                policy.organisation() + "/" + policy.version(),
                TYPE,
                policy.organisation(),
                now,
                new Published(
                        policy.organisation(),
                        policy.version(),
                        policy.validFrom(),
                        now,
                        PolicyJson.tree(policy),
                        announcement)));
        audit.record(new AuditEntry(
                now,
                policy.organisation(),
                actor,
                "policy.published",
                "policy",
                policy.organisation() + "/" + policy.version(),
                "done",
                policy.version()));
        LOG.infof("policy published organisation=%s version=%d", policy.organisation(), policy.version());
    }
}
