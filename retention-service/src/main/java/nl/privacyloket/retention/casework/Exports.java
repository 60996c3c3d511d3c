package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.retention.casework.Facts.AnsweredSystem;
import nl.privacyloket.retention.casework.Facts.CountedCategory;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.system.Capability;
import nl.privacyloket.retention.system.DataSystems;

/** The course of an access or portability request: each data system brings its part of the export once. */
@ApplicationScoped
class Exports {

    private final SystemTasks tasks;
    private final DataSystems systems;
    private final SubjectVault vault;
    private final CommandSender sender;
    private final TaskFailures failures;
    private final Facts facts;
    private final Clock clock;

    Exports(
            SystemTasks tasks,
            DataSystems systems,
            SubjectVault vault,
            CommandSender sender,
            TaskFailures failures,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.systems = systems;
        this.vault = vault;
        this.sender = sender;
        this.failures = failures;
        this.facts = facts;
        this.clock = clock;
    }

    /** Access was granted: the systems are asked for their parts. */
    void granted(RequestCase request, Sealed upload) {
        if (request.state() != CaseState.OPEN) {
            return;
        }
        vault.keepUpload(request, upload);
        request.become(CaseState.COLLECTING);
        facts.accessStarted(request);
        collect(request);
    }

    private void collect(RequestCase request) {
        var own = systems.concerned(request.organisation(), request.categories());
        own.stream()
                .filter(system -> system.can(Capability.ACCESS))
                .forEach(system -> sender.send(request, system.id(), Command.ACCESS));
        own.stream()
                .filter(system -> !system.can(Capability.ACCESS) && system.isOwn())
                .forEach(system -> sender.byHand(request, system.id(), Command.ACCESS));
        if (own.stream().noneMatch(system -> system.can(Capability.ACCESS))) {
            failures.stuck(request, null, TaskFailures.NO_SYSTEM);
        }
    }

    void completeWhenAllHaveAnswered(RequestCase request) {
        var asked = tasks.current(request, Command.ACCESS);
        if (request.state() != CaseState.COLLECTING
                || asked.isEmpty()
                || !asked.stream().allMatch(SystemTask::isDone)) {
            return;
        }
        var answered = asked.stream().map(Exports::answered).toList();
        facts.accessCompleted(request, answered);
        request.end(CaseState.COMPLETED, clock.instant());
    }

    private static AnsweredSystem answered(SystemTask task) {
        var counts = task.holdings().stream()
                .map(held -> new CountedCategory(held.category(), held.count()))
                .toList();
        return new AnsweredSystem(task.system(), task.commandId(), counts);
    }

    /** Asks all systems anew, under new command ids: an upload token lets in one part. */
    void retry(RequestCase request) {
        tasks.current(request, Command.ACCESS).forEach(SystemTask::giveUp);
        request.nextRound();
        collect(request);
    }
}
