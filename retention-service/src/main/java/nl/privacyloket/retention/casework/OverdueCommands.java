package nl.privacyloket.retention.casework;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;
import nl.privacyloket.retention.execution.TaskState;
import org.jboss.logging.Logger;

/**
 * Sends commands again that failed or stayed without an answer past the system's answer time, and gives up when that has
 * been done often enough. Any number of instances may do this: a case that another one has in hand is passed over.
 */
@ApplicationScoped
class OverdueCommands {
    private static final Logger LOG = Logger.getLogger(OverdueCommands.class);
    private static final int AT_A_TIME = 200;

    private final SystemTasks tasks;
    private final RequestCases cases;
    private final EntityManager entities;
    private final CommandSender sender;
    private final TaskFailures failures;
    private final CommandSettings settings;
    private final Clock clock;

    OverdueCommands(
            SystemTasks tasks,
            RequestCases cases,
            EntityManager entities,
            CommandSender sender,
            TaskFailures failures,
            CommandSettings settings,
            Clock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.entities = entities;
        this.sender = sender;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes up what is due now. */
    @Scheduled(every = "${privacyloket.commands.check-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    void takeUp() {
        var due = QuarkusTransaction.requiringNew().call(() -> tasks.due(clock.instant(), AT_A_TIME).stream()
                .map(SystemTask::commandId)
                .toList());
        for (var commandId : due) {
            try {
                QuarkusTransaction.requiringNew().run(() -> takeUp(commandId));
            } catch (RuntimeException e) {
                LOG.errorf(
                        "command not sent again commandId=%s fault=%s",
                        commandId, e.getClass().getSimpleName());
            }
        }
    }

    private void takeUp(UUID commandId) {
        var task = tasks.findById(commandId);
        var request = cases.lockIfFree(task.requestId()).orElse(null);
        if (request == null) {
            return;
        }
        entities.refresh(task);
        if (task.nextAttemptAt() == null || task.nextAttemptAt().isAfter(clock.instant())) {
            return;
        }
        if (settings.schedule().allowsAnother(task.attempts())) {
            sender.sendAgain(request, task);
        } else if (task.state() == TaskState.SENT) {
            failures.forGood(request, task, TaskFailures.NO_ANSWER);
        }
    }
}
