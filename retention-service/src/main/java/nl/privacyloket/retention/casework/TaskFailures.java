package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.TaskState;

/** What follows when a data system fails: another attempt later, and word to people when there is none left. */
@ApplicationScoped
class TaskFailures {
    static final String NO_ANSWER = "no-answer";
    /** The organisation has no system that could be told. */
    static final String NO_SYSTEM = "no-system";
    /** More is held than a command can except. */
    static final String TOO_MANY_HOLDS = "too-many-holds";
    /** Refusals that may come from a hold: on the person, or on data that hangs under what was to go. */
    static final Set<String> OF_HOLDS = Set.of("held", "instructions-incomplete");
    /** Refusals that follow from the command or the data: the same command again gets the same answer. */
    private static final Set<String> REFUSALS = Set.of(
            "identifiers-disagree",
            "identifiers-ambiguous",
            "identifier-missing",
            "identifier-taken",
            "unknown-category",
            "instructions-incomplete",
            "cannot-retain",
            "still-referenced",
            "held",
            "constraint-violated",
            "rows-not-changed",
            "field-twice",
            "unknown-field-name",
            "value-does-not-fit");

    private final SystemTasks tasks;
    private final Facts facts;
    private final CommandSettings settings;
    private final Clock clock;
    private final CaseMetrics metrics;

    TaskFailures(SystemTasks tasks, Facts facts, CommandSettings settings, Clock clock, CaseMetrics metrics) {
        this.tasks = tasks;
        this.facts = facts;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The system said that it failed. */
    void reported(RequestCase request, SystemTask task, String reason) {
        if (REFUSALS.contains(reason)) {
            forGood(request, task, reason);
            return;
        }
        var again = settings.schedule().afterFailure(clock.instant(), task.attempts());
        task.failed(reason, again.orElse(null));
        facts.taskChanged(request, task);
        if (again.isEmpty()) {
            escalate(request, task.system(), reason);
        }
    }

    /** Sending again cannot help, or has been done often enough. */
    void forGood(RequestCase request, SystemTask task, String reason) {
        task.failed(reason, null);
        facts.taskChanged(request, task);
        escalate(request, task.system(), reason);
    }

    /** The case does not get on, though no command failed. */
    void stuck(RequestCase request, String system, String reason) {
        escalate(request, system, reason);
    }

    /** A system that had failed has answered after all: another that has failed for good comes to the fore. */
    void escalateNext(RequestCase request, SystemTask answered) {
        tasks.current(request, Command.values()).stream()
                .filter(task -> !task.commandId().equals(answered.commandId()))
                .filter(task -> task.state() == TaskState.FAILED && task.nextAttemptAt() == null)
                .findFirst()
                .ifPresent(task -> escalate(request, task.system(), task.lastFailure()));
    }

    private void escalate(RequestCase request, String system, String reason) {
        if (request.failure() != null) {
            return;
        }
        request.fail(system, reason);
        metrics.escalated(request.organisation(), system).increment();
        facts.failed(request, system, reason);
    }
}
