package nl.privacyloket.request.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.request.export.Exports;
import nl.privacyloket.request.file.AwaitedPart;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.RequestTasks;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.state.RequestStatus;
import nl.privacyloket.request.state.Step;
import org.jboss.logging.Logger;

/**
 * Follows plans and their execution. A fact about a request that has gone on meanwhile, such as a plan for one that was
 * withdrawn, changes nothing.
 */
@ApplicationScoped
class RetentionHandler implements EventHandler {

    private static final Logger LOG = Logger.getLogger(RetentionHandler.class);
    private static final String PLANNED = RetentionFacts.PREFIX + "erasure-planned.v1";
    private static final String DRIFTED = RetentionFacts.PREFIX + "plan-drifted.v1";
    private static final String STARTED = RetentionFacts.PREFIX + "erasure-started.v1";
    private static final String TASK = RetentionFacts.PREFIX + "task-changed.v1";
    private static final String COMPLETED = RetentionFacts.PREFIX + "erasure-completed.v1";
    private static final String BACKUPS_EXPIRED = RetentionFacts.PREFIX + "backups-expired.v1";
    private static final String FAILED = RetentionFacts.PREFIX + "erasure-failed.v1";
    private static final String ACCESSED = RetentionFacts.PREFIX + "access-completed.v1";

    /** Of data that go by themselves, holds, and recipients who are told: no request file says anything about them. */
    private static final Set<String> OTHERS = Set.of(
            RetentionFacts.PREFIX + "hold-placed.v1",
            RetentionFacts.PREFIX + "hold-lifted.v1",
            RetentionFacts.PREFIX + "purge-completed.v1",
            RetentionFacts.PREFIX + "purge-failed.v1",
            RetentionFacts.PREFIX + "recipient-told.v1");

    private final RequestFiles files;
    private final RequestTasks tasks;
    private final Exports exports;
    private final RequestJournal journal;
    private final Clock clock;

    RetentionHandler(RequestFiles files, RequestTasks tasks, Exports exports, RequestJournal journal, Clock clock) {
        this.files = files;
        this.tasks = tasks;
        this.exports = exports;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return RetentionEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        var types = new HashSet<>(OTHERS);
        types.addAll(Set.of(PLANNED, DRIFTED, STARTED, TASK, COMPLETED, BACKUPS_EXPIRED, FAILED, ACCESSED));
        return types;
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        switch (event.type()) {
            case PLANNED -> planned(event, event.data(RetentionFacts.ErasurePlanned.class));
            case DRIFTED -> drifted(event, event.data(RetentionFacts.PlanDrifted.class));
            case STARTED -> started(event, event.data(RetentionFacts.ErasureStarted.class));
            case TASK -> taskChanged(event, event.data(RetentionFacts.TaskChanged.class));
            case COMPLETED -> completed(event, event.data(RetentionFacts.ErasureCompleted.class));
            case BACKUPS_EXPIRED -> backupsExpired(event, event.data(RetentionFacts.BackupsExpired.class));
            case FAILED -> failed(event, event.data(RetentionFacts.ErasureFailed.class));
            case ACCESSED -> accessed(event, event.data(RetentionFacts.AccessCompleted.class));
            default -> {
                // One of the others.
            }
        }
    }

    private void planned(IncomingEvent event, RetentionFacts.ErasurePlanned fact) {
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty() || !Step.DECISION.isFrom(found.get().status())) {
            passOver(event, fact.requestId());
            return;
        }
        RequestFile file = found.get();
        file.plan(fact.planHash(), RetentionFacts.verdicts(fact.verdicts()), fact.plannedAt());
        journal.note(file, FactKind.PLANNED, RequestJournal.RETENTION, now(), Map.of("planHash", fact.planHash()));
    }

    private void drifted(IncomingEvent event, RetentionFacts.PlanDrifted fact) {
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty()
                || !Step.REASSESSMENT.isFrom(found.get().status())
                || !fact.refusedHash().equals(found.get().decision().planHash())) {
            passOver(event, fact.requestId());
            return;
        }
        RequestFile file = found.get();
        file.reassess(fact.planHash(), RetentionFacts.verdicts(fact.verdicts()), event.time());
        journal.note(
                file,
                FactKind.PLAN_DRIFTED,
                RequestJournal.RETENTION,
                now(),
                Map.of("refusedHash", fact.refusedHash(), "planHash", fact.planHash()));
    }

    private void started(IncomingEvent event, RetentionFacts.ErasureStarted fact) {
        file(event, fact.requestId())
                .ifPresentOrElse(
                        file -> journal.note(
                                file, FactKind.EXECUTION_STARTED, RequestJournal.RETENTION, now(), Map.of()),
                        () -> passOver(event, fact.requestId()));
    }

    private void taskChanged(IncomingEvent event, RetentionFacts.TaskChanged fact) {
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty()) {
            passOver(event, fact.requestId());
            return;
        }
        tasks.change(fact.requestId(), fact.system(), fact.command(), fact.state(), fact.at());
        journal.note(
                found.get(),
                FactKind.TASK_CHANGED,
                RequestJournal.RETENTION,
                now(),
                Map.of("system", fact.system(), "command", fact.command(), "state", fact.state()));
    }

    private void completed(IncomingEvent event, RetentionFacts.ErasureCompleted fact) {
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty() || !Step.COMPLETION.isFrom(found.get().status())) {
            passOver(event, fact.requestId());
            return;
        }
        RequestFile file = found.get();
        file.plan(fact.planHash(), RetentionFacts.verdicts(fact.verdicts()), fact.completedAt());
        file.noteBackups(fact.backupsUntil());
        file.complete(now());
        journal.noteClosed(file, RequestJournal.RETENTION, file.closedAt());
    }

    private void backupsExpired(IncomingEvent event, RetentionFacts.BackupsExpired fact) {
        if (fact.requestId() == null) {
            // Of data that went by themselves: no request is about them.
            return;
        }
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty() || fact.system() == null || fact.expiredOn() == null) {
            passOver(event, fact.requestId());
            return;
        }
        journal.note(
                found.get(),
                FactKind.BACKUPS_EXPIRED,
                RequestJournal.RETENTION,
                now(),
                Map.of("system", fact.system(), "expiredOn", fact.expiredOn().toString()));
    }

    private void failed(IncomingEvent event, RetentionFacts.ErasureFailed fact) {
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty() || found.get().status() == RequestStatus.CLOSED) {
            passOver(event, fact.requestId());
            return;
        }
        RequestFile file = found.get();
        file.noteFailure(fact.system(), fact.reason());
        Map<String, String> details = new HashMap<>(Map.of("reason", fact.reason()));
        if (fact.system() != null) {
            details.put("system", fact.system());
        }
        journal.note(file, FactKind.EXECUTION_FAILED, RequestJournal.RETENTION, now(), details);
    }

    private void accessed(IncomingEvent event, RetentionFacts.AccessCompleted fact) {
        Optional<RequestFile> found = file(event, fact.requestId());
        if (found.isEmpty() || found.get().status() != RequestStatus.IN_EXECUTION) {
            passOver(event, fact.requestId());
            return;
        }
        // A system that holds nothing of the person need not bring anything.
        List<AwaitedPart> awaited = fact.systems().stream()
                .filter(system -> system.holdings() > 0)
                .map(system -> new AwaitedPart(system.system(), system.commandId()))
                .toList();
        found.get().awaitParts(awaited);
        exports.completeWhenAllIsThere(found.get());
    }

    private Optional<RequestFile> file(IncomingEvent event, UUID id) {
        if (id == null) {
            throw new PoisonEventException("no-request");
        }
        return files.lock(id).filter(file -> file.organisation().equals(event.organisation()));
    }

    private static void passOver(IncomingEvent event, UUID id) {
        LOG.infof("fact passed over type=%s requestId=%s eventId=%s", event.type(), id, event.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
