package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.kit.audit.Actors;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.retention.casework.RequestFacts.Decided;
import nl.privacyloket.retention.casework.RequestFacts.Disclosure;
import nl.privacyloket.retention.casework.RequestFacts.Ended;
import nl.privacyloket.retention.casework.RequestFacts.IdentityVerified;
import nl.privacyloket.retention.casework.RequestFacts.RestrictionLifted;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.hold.RequestHolds;
import nl.privacyloket.retention.sweep.RequestFiles;

/** Follows {@code privacyloket.requests.v1}: opens, executes and closes cases. */
@ApplicationScoped
class RequestEvents implements EventHandler {
    private static final String TYPE = "nl.privacyloket.request.";
    private static final String IDENTITY_VERIFIED = TYPE + "identity-verified.v1";
    private static final String DECIDED = TYPE + "decided.v1";
    private static final String WITHDRAWN = TYPE + "withdrawn.v1";
    private static final String CLOSED = TYPE + "closed.v1";
    private static final String RESTRICTION_LIFTED = TYPE + "restriction-lifted.v1";
    private static final String RESTRICTION_LIFTING_CLOSED = TYPE + "restriction-lifting-closed.v1";
    private static final String CONSENT_ASKED = "nl.privacyloket.disclosure.consent-asked.v1";
    private static final String DISCLOSED = "nl.privacyloket.disclosure.made.v1";
    /** Nothing is to be done here about these. */
    private static final Set<String> OTHERS = Set.of(
            TYPE + "received.v1",
            TYPE + "confirmed.v1",
            TYPE + "clarification-asked.v1",
            TYPE + "answered.v1",
            TYPE + "extended.v1",
            TYPE + "due-soon.v1",
            TYPE + "overdue.v1",
            TYPE + "identity-copy-refused.v1",
            TYPE + "restriction-lifting-announced.v1",
            TYPE + "export-expiring.v1",
            TYPE + "transfer-offered.v1",
            TYPE + "transferred.v1");

    /** Rights that need the data: nothing may go by its term while such a request is open. */
    private static final Set<String> KEEPING =
            Set.of("access", "portability", "rectification", "restriction", "objection");

    private final RequestCases cases;
    private final SystemTasks tasks;
    private final SubjectVault vault;
    private final Erasures erasures;
    private final ErasureOutcomes outcomes;
    private final Exports exports;
    private final Executions executions;
    private final RequestHolds holds;
    private final RequestFiles files;
    private final Facts facts;
    private final Actors actors;
    private final Clock clock;

    RequestEvents(
            RequestCases cases,
            SystemTasks tasks,
            SubjectVault vault,
            Erasures erasures,
            ErasureOutcomes outcomes,
            Exports exports,
            Executions executions,
            RequestHolds holds,
            RequestFiles files,
            Facts facts,
            Actors actors,
            Clock clock) {
        this.cases = cases;
        this.tasks = tasks;
        this.vault = vault;
        this.erasures = erasures;
        this.outcomes = outcomes;
        this.exports = exports;
        this.executions = executions;
        this.holds = holds;
        this.files = files;
        this.facts = facts;
        this.actors = actors;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return "requests";
    }

    @Override
    public Set<String> types() {
        var types = new HashSet<>(OTHERS);
        types.addAll(Set.of(
                IDENTITY_VERIFIED,
                DECIDED,
                WITHDRAWN,
                CLOSED,
                RESTRICTION_LIFTED,
                RESTRICTION_LIFTING_CLOSED,
                CONSENT_ASKED,
                DISCLOSED));
        return types;
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        switch (event.type()) {
            case IDENTITY_VERIFIED -> open(event, event.data(IdentityVerified.class));
            case DECIDED -> decided(event, event.data(Decided.class));
            case WITHDRAWN -> withdrawn(event, event.data(Ended.class));
            case RESTRICTION_LIFTED -> lifted(event, event.data(RestrictionLifted.class));
            case RESTRICTION_LIFTING_CLOSED -> liftingClosed(event, event.data(Ended.class));
            case CLOSED -> closed(event, event.data(Ended.class));
            case CONSENT_ASKED, DISCLOSED -> disclosed(event, event.data(Disclosure.class));
            default -> {
                // One of the others.
            }
        }
    }

    private void open(IncomingEvent event, IdentityVerified verified) {
        if (verified.requestId() == null || verified.reference() == null || verified.right() == null) {
            throw new PoisonEventException("incomplete-fact");
        }
        if (locked(event, verified.requestId()) != null) {
            return;
        }
        var request = new RequestCase(
                verified.requestId(),
                event.organisation(),
                verified.reference(),
                verified.right(),
                verified.policyVersion(),
                verified.categories(),
                clock.instant());
        vault.keepSubject(request, verified.subject());
        cases.persist(request);
        facts.opened(request);
        files.isAbout(request.organisation(), request.requestId(), vault.held(request));
        if (KEEPING.contains(request.right())) {
            holds.opened(request.requestId(), request.organisation(), request.askedCategories(), vault.held(request));
        }
        if (request.state() == CaseState.PLANNING) {
            erasures.beginPlanning(request);
        }
    }

    private void decided(IncomingEvent event, Decided decided) {
        var request = locked(event, decided.requestId());
        if (request == null) {
            if (!decided.isRefused() && isExecutedHere(decided.right())) {
                throw new PoisonEventException("unknown-case");
            }
            return;
        }
        if (decided.isRefused()) {
            close(request);
        } else if (request.isErasure()) {
            if (decided.planHash() == null) {
                throw new PoisonEventException("plan-hash-missing");
            }
            erasures.granted(request, decided.planHash(), decided.categories());
        } else if (Executions.carryOut(request.right())) {
            executions.granted(request, decided);
            files.isAbout(request.organisation(), request.requestId(), vault.heldWhenCorrected(request));
        } else if (isExecutedHere(request.right())) {
            exports.granted(request, decided.upload());
        }
    }

    private static boolean isExecutedHere(String right) {
        return "erasure".equals(right)
                || "access".equals(right)
                || "portability".equals(right)
                || Executions.carryOut(right);
    }

    /** Also when the case has ended, and when it was restricted before this service did that. */
    private void lifted(IncomingEvent event, RestrictionLifted lifted) {
        var request = locked(event, lifted.requestId());
        if (request == null) {
            if (lifted.reference() == null) {
                throw new PoisonEventException("incomplete-fact");
            }
            request = new RequestCase(
                    lifted.requestId(),
                    event.organisation(),
                    lifted.reference(),
                    "restriction",
                    lifted.policyVersion(),
                    lifted.categories(),
                    clock.instant());
            request.end(CaseState.CLOSED, clock.instant());
            cases.persist(request);
            facts.opened(request);
        } else {
            files.isAbout(request.organisation(), request.requestId(), vault.held(lifted.subject()));
        }
        executions.lifted(request, lifted);
    }

    /** People have lifted the restriction where no data system did it. */
    private void liftingClosed(IncomingEvent event, Ended ended) {
        var request = locked(event, ended.requestId());
        if (request != null && request.state() == CaseState.LIFTING) {
            holds.restrictionLifted(request.requestId());
            close(request);
        }
    }

    /** What data systems are changing already is followed to its end, so that it is known what became of it. */
    private void withdrawn(IncomingEvent event, Ended ended) {
        var request = locked(event, ended.requestId());
        files.closed(event.organisation(), ended.requestId(), ended.at(event.time()));
        if (request == null) {
            return;
        }
        holds.closed(request.requestId());
        if (request.state() != CaseState.EXECUTING && request.state() != CaseState.LIFTING) {
            close(request);
        }
    }

    /** Also of who was never identified the file knows whom it claims to be about. */
    private void closed(IncomingEvent event, Ended ended) {
        var request = locked(event, ended.requestId());
        files.isAbout(event.organisation(), ended.requestId(), vault.held(ended.subject()));
        files.closed(event.organisation(), ended.requestId(), ended.at(event.time()));
        if (request != null) {
            close(request);
        }
        if (ended.subjectHashes() != null) {
            // Only an erasure that was carried out names them.
            ended.subjectHashes().forEach(hash -> actors.forgetPerson(event.organisation(), hash));
        }
    }

    /** The record of a disclosure goes by the term of request files, from the last that happened to it. */
    private void disclosed(IncomingEvent event, Disclosure disclosure) {
        if (disclosure.disclosureId() == null) {
            throw new PoisonEventException("incomplete-fact");
        }
        files.isAbout(event.organisation(), disclosure.disclosureId(), vault.held(disclosure.subject()));
        files.closed(event.organisation(), disclosure.disclosureId(), disclosure.at(event.time()));
    }

    private void close(RequestCase request) {
        holds.closed(request.requestId());
        if (request.state() == CaseState.CLOSED) {
            return;
        }
        if (request.isErasure()) {
            outcomes.overridden(request);
        }
        if (outcomes.outlivesRequest(request)) {
            return;
        }
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.end(CaseState.CLOSED, clock.instant());
        facts.closed(request);
    }

    /** @return the case, locked; {@code null} when there is none */
    private RequestCase locked(IncomingEvent event, UUID requestId) {
        if (requestId == null) {
            throw new PoisonEventException("incomplete-fact");
        }
        var request = cases.lock(requestId).orElse(null);
        if (request != null && !request.organisation().equals(event.organisation())) {
            throw new PoisonEventException("foreign-organisation");
        }
        return request;
    }
}
