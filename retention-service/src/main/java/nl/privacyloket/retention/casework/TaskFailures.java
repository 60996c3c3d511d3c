package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;

/** What follows when a data system fails: another attempt later, and word to people when there is none left. */
@ApplicationScoped
class TaskFailures {
    static final String NO_ANSWER = "no-answer";

    private final SystemTasks tasks;
    private final Facts facts;
    private final CommandSettings settings;
    private final Clock clock;

    TaskFailures(SystemTasks tasks, Facts facts, CommandSettings settings, Clock clock) {
        this.tasks = tasks;
        this.facts = facts;
        this.settings = settings;
        this.clock = clock;
    }

    /** The system said that it failed. */
    void reported(RequestCase request, SystemTask task, String reason) {
        var again = settings.schedule().afterFailure(clock.instant(), task.attempts());
        task.failed(reason, again.orElse(null));
        facts.taskChanged(request, task);
        if (again.isEmpty()) {
            escalate(request, task, reason);
        }
    }

    /** Sending again cannot help, or has been done often enough. */
    void forGood(RequestCase request, SystemTask task, String reason) {
        task.failed(reason, null);
        facts.taskChanged(request, task);
        escalate(request, task, reason);
    }

    /** A system that had failed has answered after all: another that has failed for good comes to the fore. */
    void escalateNext(RequestCase request, SystemTask answered) {
        tasks.current(request, Command.values()).stream()
                .filter(task -> !task.commandId().equals(answered.commandId()))
                .filter(task -> task.state() == TaskState.FAILED && task.nextAttemptAt() == null)
                .findFirst()
                .ifPresent(task -> escalate(request, task, task.lastFailure()));
    }

    private void escalate(RequestCase request, SystemTask task, String reason) {
        if (request.failure() != null) {
            return;
        }
        request.fail(task.system(), reason);
        if (task.command() == Command.ACCESS) {
            facts.accessFailed(request, reason);
        } else {
            facts.erasureFailed(request, task.system(), reason);
        }
    }
}
