package nl.privacyloket.request.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.request.RequestServiceConfig;
import org.jboss.logging.Logger;

/** Publishes the policies in files at start: those that are new, and next versions. */
@ApplicationScoped
public class PolicyPublication {

    /** Topic of published policies, compacted; the key is the organisation. */
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

    record Published(String organisation, int version, LocalDate validFrom, Instant publishedAt, JsonNode policy) {}

    @Transactional
    void load(@Observes StartupEvent event) {
        publish(PolicyFile.readAll(config.policies().directory()));
    }

    /**
     * Publishes what is not published yet.
     *
     * @throws InvalidPolicyException when a published version has changed, or a version is left out
     */
    @Transactional
    public void publish(List<Policy> policies) {
        // Several instances may start at once.
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtext('policies ' || current_schema()))")
                .getSingleResult();
        policies.forEach(this::publish);
    }

    private void publish(Policy policy) {
        Optional<StoredPolicy> same = stored.version(policy.organisation(), policy.version());
        if (same.isPresent()) {
            requireUnchanged(policy, same.get().policy());
            return;
        }
        int latest =
                stored.latest(policy.organisation()).map(StoredPolicy::version).orElse(0);
        if (policy.version() < latest) {
            return;
        }
        Instant now = clock.instant();
        stored.persist(new StoredPolicy(policy, now));
        events.publish(OutgoingEvent.of(
                TOPIC,
                policy.organisation(),
                TYPE,
                policy.organisation(),
                now,
                new Published(
                        policy.organisation(), policy.version(), policy.validFrom(), now, PolicyJson.tree(policy))));
        audit.record(new AuditEntry(
                now,
                policy.organisation(),
                ACTOR,
                "policy.published",
                "policy",
                policy.organisation() + "/" + policy.version(),
                "done",
                policy.version()));
        LOG.infof("policy published organisation=%s version=%d", policy.organisation(), policy.version());
    }

    private static void requireUnchanged(Policy file, Policy published) {
        if (!file.equals(published)) {
            throw new InvalidPolicyException(
                    file.organisation() + ".yaml",
                    List.of("version: " + file.version()
                            + " is published with another content; a change needs a higher version"));
        }
    }
}
