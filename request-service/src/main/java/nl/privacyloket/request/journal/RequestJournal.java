package nl.privacyloket.request.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.law.Right;

/** Writes down each step with the transaction that takes it: timeline, audit log and outbox. */
@ApplicationScoped
public class RequestJournal {

    /** The person concerned, as an actor. */
    public static final String SUBJECT = "subject";

    /** This service acting by rule, as an actor. */
    public static final String SELF = "system:request-service";

    /** retention-service, as an actor. */
    public static final String RETENTION = "system:retention-service";

    /** notification-service, as an actor. */
    public static final String NOTIFICATION = "system:notification-service";

    private final RequestFacts facts;
    private final AuditTrail audit;
    private final Events events;
    private final SealedParties parties;
    private final Event<NotedFact> noted;

    RequestJournal(RequestFacts facts, AuditTrail audit, Events events, SealedParties parties, Event<NotedFact> noted) {
        this.facts = facts;
        this.audit = audit;
        this.events = events;
        this.parties = parties;
        this.noted = noted;
    }

    /**
     * A fact in the timeline and the audit log.
     *
     * @param actor pseudonym, {@link #SUBJECT} or a system
     * @param details codes, dates and ids only
     */
    @Transactional(TxType.MANDATORY)
    public void note(RequestFile file, FactKind kind, String actor, Instant at, Map<String, String> details) {
        facts.persist(new RequestFact(file.id(), at, kind, details));
        audit(file, kind.code(), actor, at, details.getOrDefault("outcome", "done"));
        noted.fire(new NotedFact(file, kind, actor, at));
    }

    /** The same, and the event that tells others. */
    @Transactional(TxType.MANDATORY)
    public void note(
            RequestFile file,
            FactKind kind,
            String actor,
            Instant at,
            Map<String, String> details,
            OutgoingEvent event) {
        note(file, kind, actor, at, details);
        events.publish(event);
    }

    /** The request is over, with the outcome that the file says. */
    @Transactional(TxType.MANDATORY)
    public void noteClosed(RequestFile file, String actor, Instant at) {
        note(
                file,
                FactKind.CLOSED,
                actor,
                at,
                Map.of("outcome", file.outcome().code()),
                RequestEvents.closed(file, parties.knownSubject(file), erased(file)));
    }

    /**
     * Whom an erasure that was carried out was about: what other services keep of their own must go too. One of some categories
     * leaves alone what is kept to write to the person.
     */
    private List<String> erased(RequestFile file) {
        boolean everything = file.right() == Right.ERASURE
                && file.outcome().isGrant()
                && file.decision().categories().isEmpty();
        return everything ? parties.subjectHashes(file) : List.of();
    }

    /** A member of staff saw the personal data of a request: for the audit log only. */
    @Transactional(TxType.MANDATORY)
    public void noteRead(RequestFile file, String actor, Instant at) {
        audit(file, "read", actor, at, "done");
    }

    /**
     * Something was tried and not done: for the audit log only.
     *
     * @param action what, in kebab-case
     * @param outcome why not, in kebab-case
     */
    @Transactional(TxType.MANDATORY)
    public void noteAttempt(RequestFile file, String action, String actor, Instant at, String outcome) {
        audit(file, action, actor, at, outcome);
    }

    /** The same, of a file that was handed in. */
    @Transactional(TxType.MANDATORY)
    public void noteRead(RequestFile file, Coded what, String actor, Instant at) {
        audit(file, what.code() + "-read", actor, at, "done");
    }

    private void audit(RequestFile file, String action, String actor, Instant at, String outcome) {
        audit.record(new AuditEntry(
                        at,
                        file.organisation(),
                        actor,
                        "request." + action,
                        "request",
                        file.id().toString(),
                        outcome,
                        file.policyVersion())
                .about(file.id()));
    }
}
