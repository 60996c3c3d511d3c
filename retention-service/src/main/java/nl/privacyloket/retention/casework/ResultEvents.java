package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;
import org.jboss.logging.Logger;

/**
 * Follows {@code privacyloket.results.v1}. A result counts from the system that was asked and in the organisation of the
 * task; any other is a dead letter. What comes twice, or after its case has ended, changes nothing.
 */
@ApplicationScoped
class ResultEvents implements EventHandler {
    private static final Logger LOG = Logger.getLogger(ResultEvents.class);
    private static final String TYPE = "nl.privacyloket.result.";
    private static final String FAILED = TYPE + "failed.v1";
    private static final Map<String, Set<Command>> ANSWERS = Map.of(
            TYPE + "verified.v1",
            Set.of(Command.VERIFY_PLAN, Command.VERIFY_READ_BACK),
            TYPE + "erased.v1",
            Set.of(Command.ERASE),
            TYPE + "accessed.v1",
            Set.of(Command.ACCESS),
            TYPE + "rectified.v1",
            Set.of(Command.RECTIFY),
            TYPE + "restricted.v1",
            Set.of(Command.RESTRICT, Command.LIFT),
            FAILED,
            Set.of(Command.values()));

    private final SystemTasks tasks;
    private final RequestCases cases;
    private final EntityManager entities;
    private final Erasures erasures;
    private final Exports exports;
    private final Executions executions;
    private final TaskFailures failures;
    private final Facts facts;
    private final Clock clock;

    ResultEvents(
            SystemTasks tasks,
            RequestCases cases,
            EntityManager entities,
            Erasures erasures,
            Exports exports,
            Executions executions,
            TaskFailures failures,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.entities = entities;
        this.erasures = erasures;
        this.exports = exports;
        this.executions = executions;
        this.failures = failures;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return "results";
    }

    @Override
    public Set<String> types() {
        return ANSWERS.keySet();
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        var task = asked(event);
        var request = cases.lock(task.requestId()).orElseThrow();
        // It was read before the lock was there.
        entities.refresh(task);
        if (request.state().hasEnded() || task.isDone() || task.round() != request.round()) {
            LOG.infof("result too late eventId=%s requestId=%s", event.id(), request.requestId());
            return;
        }
        if (FAILED.equals(event.type())) {
            if (task.state() == TaskState.SENT) {
                failures.reported(
                        request, task, event.data(Results.Failed.class).code());
            }
            return;
        }
        answered(event, request, task);
    }

    private SystemTask asked(IncomingEvent event) {
        var head = event.data(Results.Head.class);
        var task = head.commandId() == null ? null : tasks.findById(head.commandId());
        if (task == null) {
            throw new PoisonEventException("unknown-command");
        }
        if (!task.system().equals(event.source())
                || !task.system().equals(head.system())
                || !task.organisation().equals(event.organisation())) {
            throw new PoisonEventException("foreign-result");
        }
        if (!ANSWERS.get(event.type()).contains(task.command())) {
            throw new PoisonEventException("unexpected-result");
        }
        return task;
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
                if (erasures.isAsPlanned(request, task)) {
                    done(request, task);
                    erasures.completeWhenAllIsReadBack(request);
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
