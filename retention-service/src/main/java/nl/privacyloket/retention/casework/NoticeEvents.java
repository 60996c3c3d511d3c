package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.retention.execution.TaskState;

/** Follows what became of the mails to recipients of data. Every other message is somebody else's business. */
@ApplicationScoped
class NoticeEvents implements EventHandler {
    private static final String SENT = "nl.privacyloket.notification.sent.v1";
    private static final String FAILED = "nl.privacyloket.notification.failed.v1";
    /** Returned by a mail server. What had been told by then stays told: people hear of it by mail. */
    private static final String BOUNCED = "nl.privacyloket.notification.bounced.v1";

    private static final String SUPPRESSED = "nl.privacyloket.notification.suppressed.v1";
    private static final String KIND = "recipient-notice";
    /** The recipient could not be written to. */
    private static final String NOT_REACHED = "recipient-not-reached";

    private final SystemTasks tasks;
    private final RequestCases cases;
    private final EntityManager entities;
    private final ErasureOutcomes outcomes;
    private final Executions executions;
    private final TaskFailures failures;
    private final Facts facts;
    private final Clock clock;

    NoticeEvents(
            SystemTasks tasks,
            RequestCases cases,
            EntityManager entities,
            ErasureOutcomes outcomes,
            Executions executions,
            TaskFailures failures,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.entities = entities;
        this.outcomes = outcomes;
        this.executions = executions;
        this.failures = failures;
        this.facts = facts;
        this.clock = clock;
    }

    private record Notice(String kind, UUID commandId) {}

    @Override
    public String channel() {
        return "notifications";
    }

    @Override
    public Set<String> types() {
        return Set.of(SENT, FAILED, BOUNCED, SUPPRESSED);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        var notice = event.data(Notice.class);
        if (!KIND.equals(notice.kind())) {
            return;
        }
        var task = notice.commandId() == null ? null : tasks.findById(notice.commandId());
        if (task == null || !task.organisation().equals(event.organisation())) {
            throw new PoisonEventException("unknown-command");
        }
        var request = cases.lock(task.requestId()).orElseThrow();
        entities.refresh(task);
        if (task.isTold()) {
            return;
        }
        if (SENT.equals(event.type())) {
            told(request, task);
        } else if (!request.state().hasEnded() && task.state() == TaskState.SENT) {
            failures.forGood(request, task, NOT_REACHED);
        }
    }

    /** Also when people sent it again after it had failed, and when the case has ended meanwhile. */
    private void told(RequestCase request, SystemTask task) {
        task.told(clock.instant());
        facts.taskChanged(request, task);
        if (request.state().hasEnded() || task.round() != request.round()) {
            return;
        }
        if (task.system().equals(request.failedSystem())) {
            request.recover();
            failures.escalateNext(request, task);
        }
        if (request.isErasure()) {
            outcomes.completeWhenAllIsReadBack(request);
        } else {
            executions.completeWhenAllHaveAnswered(request);
        }
    }
}
