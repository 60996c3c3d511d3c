package nl.privacyloket.retention.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.messaging.audit.AuditEntry;

/** Registers data systems: state and audit entry in the caller's transaction, the topic after it. */
@ApplicationScoped
class SystemRegister {
    /** These hold data too, and are no data systems. */
    private static final Set<String> OURS = Set.of("request-service", "retention-service", "notification-service");

    private final DataSystems systems;
    private final ContactAddresses addresses;
    private final EntityManager entities;
    private final AuditTrail audit;
    private final Event<SystemRegistered> registered;
    private final ObjectMapper json;
    private final Clock clock;

    SystemRegister(
            DataSystems systems,
            ContactAddresses addresses,
            EntityManager entities,
            AuditTrail audit,
            Event<SystemRegistered> registered,
            ObjectMapper json,
            Clock clock) {
        this.systems = systems;
        this.addresses = addresses;
        this.entities = entities;
        this.audit = audit;
        this.registered = registered;
        this.json = json;
        this.clock = clock;
    }

    Optional<SystemView> find(String organisation, String id) {
        return systems.find(organisation, id).map(this::view);
    }

    Page<SystemView> page(String organisation, int page, int size) {
        var items =
                systems.page(organisation, page, size).stream().map(this::view).toList();
        return new Page<>(items, page, size, systems.count(organisation));
    }

    /** @param created whether it was not registered before */
    record Outcome(SystemView system, boolean created) {}

    /**
     * Registers a system or changes its registration; the same registration again changes nothing.
     *
     * @param ifMatch entity tag that the caller has seen, or {@code null} for an unconditional change
     * @throws ProblemException 409 when another organisation has the id, 412 when the tag is not the current one
     */
    Outcome put(String organisation, String id, String ifMatch, SystemRegistration registration, String actor) {
        if (OURS.contains(id)) {
            throw new ProblemException(409, "system-id-taken");
        }
        lock(id);
        var now = clock.instant();
        var known = systems.findByIdOptional(id);
        if (known.isPresent() && !known.get().organisation().equals(organisation)) {
            throw new ProblemException(409, "system-id-taken");
        }
        if (ifMatch != null
                && known.filter(system -> ifMatch.equals(tag(system))).isEmpty()) {
            throw new ProblemException(412, "changed-meanwhile");
        }
        var system = known.orElseGet(() -> new DataSystem(id, organisation, now));
        var publicKey = Sealer.requirePublicJwk(registration.publicKey().toString());
        var isDescribedAnew = system.describe(registration, publicKey, now);
        var isWrittenElsewhere = !Objects.equals(registration.contactEmail(), addresses.of(system));
        if (isWrittenElsewhere) {
            system.writeTo(addresses.encrypted(id, registration.contactEmail()), now);
        }
        if (!isDescribedAnew && !isWrittenElsewhere) {
            return new Outcome(view(system), false);
        }
        if (known.isEmpty()) {
            systems.persist(system);
        }
        entities.flush();
        var action = known.isPresent() ? "system.changed" : "system.registered";
        audit.record(new AuditEntry(now, organisation, actor, action, "system", id, "done", null));
        registered.fire(new SystemRegistered(id));
        return new Outcome(view(system), known.isEmpty());
    }

    private static String tag(DataSystem system) {
        return "\"" + system.version() + "\"";
    }

    /** Two registrations of one id wait for each other: what is read from here on is the latest. */
    private void lock(String id) {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('data_system'), hashtext(?1))")
                .setParameter(1, id)
                .getResultList();
    }

    private SystemView view(DataSystem system) {
        try {
            return new SystemView(
                    system.id(),
                    system.organisation(),
                    system.name(),
                    system.kind(),
                    system.categories(),
                    system.capabilities(),
                    json.readTree(system.publicKey()),
                    system.backupWindow() == null ? null : system.backupWindow().toString(),
                    system.answerTime() == null ? null : system.answerTime().toString(),
                    system.ageSwept(),
                    addresses.of(system),
                    system.commandTopic(),
                    system.version(),
                    system.registeredAt(),
                    system.changedAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the key of a registered system is no JSON", e);
        }
    }
}
