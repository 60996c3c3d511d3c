package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.result.AuditedReason;
import nl.privacyloket.retention.system.CommandTopics;
import org.jboss.logging.Logger;

/** Tells what happened to a case: the event for the others and the audit entry, both with the running transaction. */
@ApplicationScoped
class Facts {
    private static final Logger LOG = Logger.getLogger(Facts.class);
    private static final String TYPE = "nl.privacyloket.retention.";
    private static final String ACTOR = "system:retention-service";
    private static final String DONE = "done";

    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    Facts(Events events, AuditTrail audit, Clock clock) {
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    record ErasurePlanned(
            UUID requestId, String planHash, Instant plannedAt, int policyVersion, List<VerdictView> verdicts) {}

    record PlanDrifted(UUID requestId, String refusedHash, String planHash, List<VerdictView> verdicts) {}

    record ErasureStarted(UUID requestId, String planHash, Instant startedAt) {}

    record TaskChanged(UUID requestId, String system, String command, String state, Instant at) {}

    record ErasureCompleted(
            UUID requestId,
            String planHash,
            Instant completedAt,
            List<VerdictView> verdicts,
            List<VerifiedCategory> verified,
            LocalDate backupsUntil) {}

    record RecipientTold(
            UUID requestId,
            UUID commandId,
            String system,
            String reference,
            String right,
            String action,
            int policyVersion,
            Sealed contact) {}

    record VerifiedCategory(String system, String category) {}

    record ErasureFailed(UUID requestId, String system, String reason) {}

    record ExecutionFailed(UUID requestId, String system, String reason) {}

    record ExecutionCompleted(
            UUID requestId, String right, String action, Instant completedAt, List<CompletedSystem> systems) {}

    record CompletedSystem(String system, List<CorrectedField> fields, List<RestrictedCategory> categories) {}

    record CorrectedField(String field, int rows, String outcome, boolean identifier) {}

    record RestrictedCategory(String category, int rows, String outcome) {}

    record AccessCompleted(UUID requestId, Instant completedAt, List<AnsweredSystem> systems) {}

    record AnsweredSystem(String system, UUID commandId, List<CountedCategory> categories) {}

    record CountedCategory(String category, int holdings) {}

    void opened(RequestCase request) {
        record(request, "case.opened", DONE);
    }

    void closed(RequestCase request) {
        record(request, "case.closed", DONE);
    }

    void planned(RequestCase request, StoredPlan stored, ErasurePlan plan) {
        var data = new ErasurePlanned(
                request.requestId(), stored.hash(), stored.plannedAt(), stored.policyVersion(), VerdictView.of(plan));
        publish(request, "erasure-planned.v1", data);
        record(request, "erasure.planned", DONE);
    }

    void drifted(RequestCase request, String refusedHash, ErasurePlan plan) {
        var data = new PlanDrifted(request.requestId(), refusedHash, plan.hash(), VerdictView.of(plan));
        publish(request, "plan-drifted.v1", data);
        record(request, "erasure.started", "refused");
    }

    void started(RequestCase request, ErasurePlan plan) {
        publish(request, "erasure-started.v1", new ErasureStarted(request.requestId(), plan.hash(), clock.instant()));
        record(request, "erasure.started", DONE);
    }

    void continued(RequestCase request) {
        record(request, "erasure.continued", DONE);
    }

    /**
     * @param decided the plan that the decision named
     * @param outcome what became of it: without what was not granted
     * @param backupsUntil the day on which backups have forgotten too; {@code null} when there is none or it is not known
     */
    void completed(
            RequestCase request,
            ErasurePlan decided,
            ErasurePlan outcome,
            List<VerifiedCategory> verified,
            LocalDate backupsUntil) {
        var data = new ErasureCompleted(
                request.requestId(), decided.hash(), clock.instant(), VerdictView.of(outcome), verified, backupsUntil);
        publish(request, "erasure-completed.v1", data);
        record(request, "erasure.completed", DONE);
    }

    /** @param system that could not; {@code null} when it is no single one */
    void failed(RequestCase request, String system, String reason) {
        if (request.isErasure()) {
            publish(request, "erasure-failed.v1", new ErasureFailed(request.requestId(), system, reason));
            record(request, "erasure.failed", AuditedReason.of(reason));
        } else {
            publish(request, "execution-failed.v1", new ExecutionFailed(request.requestId(), system, reason));
            record(request, "execution.failed", AuditedReason.of(reason));
        }
    }

    void executionStarted(RequestCase request) {
        record(request, "execution.started", DONE);
    }

    /** @param command what the systems were told to do */
    void executionCompleted(RequestCase request, Command command, List<CompletedSystem> systems) {
        publish(
                request,
                "execution-completed.v1",
                new ExecutionCompleted(
                        request.requestId(), request.right(), command.wireName(), clock.instant(), systems));
        record(request, "execution.completed", DONE);
    }

    void accessStarted(RequestCase request) {
        record(request, "access.started", DONE);
    }

    void accessCompleted(RequestCase request, List<AnsweredSystem> systems) {
        publish(request, "access-completed.v1", new AccessCompleted(request.requestId(), clock.instant(), systems));
        record(request, "access.completed", DONE);
    }

    /** @param contact whom to write to, sealed to the service that does */
    void recipientTold(RequestCase request, SystemTask task, Sealed contact) {
        publish(
                request,
                "recipient-told.v1",
                new RecipientTold(
                        request.requestId(),
                        task.commandId(),
                        task.system(),
                        request.reference(),
                        request.right(),
                        task.command().wireName(),
                        request.policyVersion(),
                        contact));
    }

    /** A member of staff saw what is held about the person, or what becomes of it: for the audit log only. */
    void read(RequestCase request, String actor, String what) {
        audit.record(entry(request, actor, what + ".read", "request", request.requestId(), DONE));
    }

    void retried(RequestCase request, String actor) {
        audit.record(entry(request, actor, "execution.retried", "request", request.requestId(), DONE));
    }

    void taskChanged(RequestCase request, SystemTask task) {
        var command = task.command();
        var state = task.state().wireName();
        publish(
                request,
                "task-changed.v1",
                new TaskChanged(request.requestId(), task.system(), command.kind(), state, clock.instant()));
        audit.record(entry(request, ACTOR, "command." + command.wireName(), "command", task.commandId(), state));
    }

    private void publish(RequestCase request, String type, Object data) {
        events.publish(OutgoingEvent.of(
                CommandTopics.FACTS,
                request.requestId().toString(),
                TYPE + type,
                request.organisation(),
                clock.instant(),
                data));
    }

    private void record(RequestCase request, String action, String outcome) {
        audit.record(entry(request, ACTOR, action, "request", request.requestId(), outcome));
        LOG.infof(
                "%s organisation=%s requestId=%s outcome=%s",
                action, request.organisation(), request.requestId(), outcome);
    }

    private AuditEntry entry(
            RequestCase request, String actor, String action, String objectType, UUID objectId, String outcome) {
        return new AuditEntry(
                        clock.instant(),
                        request.organisation(),
                        actor,
                        action,
                        objectType,
                        objectId.toString(),
                        outcome,
                        request.policyVersion())
                .about(request.requestId());
    }
}
