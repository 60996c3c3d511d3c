package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.restore.ErasureLog;
import nl.privacyloket.retention.result.CommandAnswers;
import nl.privacyloket.retention.result.ResultTypes;
import org.jboss.logging.Logger;

/** Takes in what data systems answer about requests. What comes twice, or after its case has ended, changes nothing. */
@ApplicationScoped
class CaseAnswers implements CommandAnswers {
    private static final Logger LOG = Logger.getLogger(CaseAnswers.class);

    private static final String PERMIT_REVOKED = "permit-revoked";

    private final SystemTasks tasks;
    private final RequestCases cases;
    private final EntityManager entities;
    private final Erasures erasures;
    private final ErasureOutcomes outcomes;
    private final Exports exports;
    private final Executions executions;
    private final TaskFailures failures;
    private final Permits permits;
    private final ErasureLog log;
    private final Facts facts;
    private final Clock clock;

    CaseAnswers(
            SystemTasks tasks,
            RequestCases cases,
            EntityManager entities,
            Erasures erasures,
            ErasureOutcomes outcomes,
            Exports exports,
            Executions executions,
            TaskFailures failures,
            Permits permits,
            ErasureLog log,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.entities = entities;
        this.erasures = erasures;
        this.outcomes = outcomes;
        this.exports = exports;
        this.executions = executions;
        this.failures = failures;
        this.permits = permits;
        this.log = log;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public Asked asked(UUID commandId) {
        var task = tasks.findById(commandId);
        return task == null
                ? null
                : new Asked(task.system(), task.organisation(), Set.of(answer(task.command()), ResultTypes.FAILED));
    }

    private static String answer(Command command) {
        return switch (command) {
            case VERIFY_PLAN, VERIFY_READ_BACK -> ResultTypes.VERIFIED;
            case ERASE -> ResultTypes.ERASED;
            case ACCESS -> ResultTypes.ACCESSED;
            case RECTIFY -> ResultTypes.RECTIFIED;
            case RESTRICT, LIFT -> ResultTypes.RESTRICTED;
        };
    }

    @Override
    public void answered(IncomingEvent event, UUID commandId) {
        var task = tasks.findById(commandId);
        var request = cases.lock(task.requestId()).orElseThrow();
        // It was read before the lock was there.
        entities.refresh(task);
        if (task.command() == Command.ERASE) {
            if (ResultTypes.FAILED.equals(event.type())) {
                permits.failed(commandId);
            } else {
                permits.answered(commandId);
            }
            if (ResultTypes.ERASED.equals(event.type())) {
                // Also when it is too late for the case: it went, and a restored backup would bring it back.
                log.executed(commandId, event.data(Results.Erased.class).at(event.time()));
            }
        }
        if (request.state().hasEnded() || task.isDone() || task.isSuperseded() || task.round() != request.round()) {
            LOG.infof("result too late eventId=%s requestId=%s", event.id(), request.requestId());
            return;
        }
        if (ResultTypes.FAILED.equals(event.type())) {
            if (task.state() == TaskState.SENT) {
                failed(request, task, event.data(Results.Failed.class).code());
            }
            return;
        }
        answered(event, request, task);
    }

    private void failed(RequestCase request, SystemTask task, String reason) {
        if (task.command() == Command.ERASE && PERMIT_REVOKED.equals(reason)) {
            task.failed(reason, null);
            facts.taskChanged(request, task);
            erasures.permitRevoked(request, task);
        } else {
            failures.reported(request, task, reason);
        }
    }

    private void answered(IncomingEvent event, RequestCase request, SystemTask task) {
        if (task.system().equals(request.failedSystem())) {
            request.recover();
            failures.escalateNext(request, task);
        }
        switch (task.command()) {
            case VERIFY_PLAN -> {
                task.holds(event.data(Results.Verified.class).of(task.organisation()));
                done(request, task);
                erasures.planWhenAllHaveAnswered(request);
            }
            case ERASE -> {
                task.did(event.data(Results.Erased.class).of(task.organisation()));
                done(request, task);
                erasures.readBack(request, task);
            }
            case VERIFY_READ_BACK -> {
                task.holds(event.data(Results.Verified.class).of(task.organisation()));
                if (outcomes.isAsPlanned(request, task)) {
                    done(request, task);
                    outcomes.completeWhenAllIsReadBack(request);
                }
            }
            case ACCESS -> {
                task.holds(event.data(Results.Accessed.class).of(task.organisation()));
                done(request, task);
                exports.completeWhenAllHaveAnswered(request);
            }
            case RECTIFY -> {
                task.had(event.data(Results.Rectified.class).of(task.organisation()));
                done(request, task);
                executions.completeWhenAllHaveAnswered(request);
            }
            case RESTRICT, LIFT -> {
                task.had(event.data(Results.Restricted.class).of(task.organisation()));
                done(request, task);
                executions.completeWhenAllHaveAnswered(request);
            }
        }
    }

    private void done(RequestCase request, SystemTask task) {
        task.done(clock.instant());
        facts.taskChanged(request, task);
    }
}
