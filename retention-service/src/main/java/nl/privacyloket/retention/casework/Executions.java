package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.retention.casework.Facts.CompletedSystem;
import nl.privacyloket.retention.casework.Facts.CorrectedField;
import nl.privacyloket.retention.casework.Facts.RestrictedCategory;
import nl.privacyloket.retention.casework.RequestFacts.Decided;
import nl.privacyloket.retention.casework.RequestFacts.RestrictionLifted;
import nl.privacyloket.retention.casework.Subject.Correction;
import nl.privacyloket.retention.casework.SystemTask.StoredEffect;
import nl.privacyloket.retention.execution.CaseState;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.hold.RequestHolds;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/**
 * The course of what needs no plan: correct, restrict, lift a restriction, stop using data for a purpose. Every system that
 * may hold something is told once; the case completes when all have done it, and waits for people when one cannot.
 */
@ApplicationScoped
class Executions {
    private static final String RECTIFICATION = "rectification";
    private static final Set<String> OF_A_PURPOSE = Set.of("objection", "consent-withdrawal");
    private static final String RESTRICTION = "restriction";

    private final SystemTasks tasks;
    private final DataSystems systems;
    private final SubjectVault vault;
    private final CommandSender sender;
    private final RecipientNotices notices;
    private final TaskFailures failures;
    private final RequestHolds holds;
    private final Facts facts;
    private final Clock clock;

    Executions(
            SystemTasks tasks,
            DataSystems systems,
            SubjectVault vault,
            CommandSender sender,
            RecipientNotices notices,
            TaskFailures failures,
            RequestHolds holds,
            Facts facts,
            Clock clock) {
        this.tasks = tasks;
        this.systems = systems;
        this.vault = vault;
        this.sender = sender;
        this.notices = notices;
        this.failures = failures;
        this.holds = holds;
        this.facts = facts;
        this.clock = clock;
    }

    /** Whether requests of that right are carried out here. */
    static boolean carryOut(String right) {
        return RECTIFICATION.equals(right) || RESTRICTION.equals(right) || OF_A_PURPOSE.contains(right);
    }

    /** It was granted, whole or in part. A second decision takes up again what did not get on. */
    void granted(RequestCase request, Decided decided) {
        if (request.state() == CaseState.EXECUTING && request.failure() != null) {
            take(request, decided);
            retry(request);
        } else if (request.state() == CaseState.OPEN) {
            take(request, decided);
            request.become(CaseState.EXECUTING);
            facts.executionStarted(request);
            if (RESTRICTION.equals(request.right())) {
                holds.restricted(
                        request.requestId(), request.organisation(), request.categories(), vault.held(request));
            }
            execute(request);
        }
    }

    private void take(RequestCase request, Decided decided) {
        request.grant(decided.categories(), decided.purpose());
        if (decided.corrections() != null) {
            vault.keepCorrections(request, decided.corrections());
        }
    }

    /**
     * A restriction was lifted and the person has been told. The case begins a new round, with the person sent anew, because
     * it forgot them when it ended.
     */
    void lifted(RequestCase request, RestrictionLifted lifted) {
        if (request.state() == CaseState.LIFTING) {
            return;
        }
        if (!request.state().canBecome(CaseState.LIFTING)) {
            throw new PoisonEventException("nothing-restricted");
        }
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.reopenToLift(lifted.categories());
        vault.keepSubject(request, lifted.subject());
        facts.executionStarted(request);
        execute(request);
    }

    private void execute(RequestCase request) {
        var lacking = lacking(request);
        if (lacking.isPresent()) {
            failures.stuck(request, null, lacking.get());
            return;
        }
        var command = commandOf(request);
        var concerned = concerned(request);
        var able =
                concerned.stream().filter(system -> system.can(command.kind())).toList();
        concerned.stream()
                .filter(system -> !able.contains(system))
                .forEach(system -> tellOrLeaveToPeople(request, system, command));
        able.forEach(system -> sender.send(request, system.id(), command));
        if (able.isEmpty()) {
            failures.stuck(request, null, TaskFailures.NO_SYSTEM);
        }
    }

    private void tellOrLeaveToPeople(RequestCase request, DataSystem system, Command command) {
        if (system.isToldByMail()) {
            notices.tell(request, system, command);
        } else {
            sender.byHand(request, system.id(), command);
        }
    }

    /** What the decision should have said; telling systems without it would do nothing, or far too much. */
    private Optional<String> lacking(RequestCase request) {
        if (commandOf(request) == Command.RECTIFY) {
            return vault.corrections(request).isEmpty() ? Optional.of("corrections-missing") : Optional.empty();
        }
        return OF_A_PURPOSE.contains(request.right())
                        && request.purpose() == null
                        && request.grantedCategories().isEmpty()
                ? Optional.of("purpose-missing")
                : Optional.empty();
    }

    private static Command commandOf(RequestCase request) {
        if (request.state() == CaseState.LIFTING) {
            return Command.LIFT;
        }
        return RECTIFICATION.equals(request.right()) ? Command.RECTIFY : Command.RESTRICT;
    }

    /** Any system may hold a field or use data for a purpose; what categories it holds it has said. */
    private List<DataSystem> concerned(RequestCase request) {
        var isByCategory = commandOf(request) != Command.RECTIFY && request.purpose() == null;
        return systems.concerned(request.organisation(), isByCategory ? request.categories() : List.of());
    }

    /** A system has answered. */
    void completeWhenAllHaveAnswered(RequestCase request) {
        var command = commandOf(request);
        var asked = tasks.current(request, command).stream()
                .filter(task -> !task.isTold())
                .toList();
        if (asked.isEmpty() || !asked.stream().allMatch(SystemTask::isDone)) {
            return;
        }
        var undone = undone(request, command, asked);
        if (undone.isPresent()) {
            failures.stuck(request, undone.get().system(), undone.get().reason());
            return;
        }
        if (command == Command.LIFT) {
            holds.restrictionLifted(request.requestId());
        }
        facts.executionCompleted(
                request,
                command,
                asked.stream().map(task -> completed(command, task)).toList());
        request.end(CaseState.COMPLETED, clock.instant());
    }

    private record Undone(String system, String reason) {}

    /** What no system did though all have answered: the person must not be told that it is done. */
    private Optional<Undone> undone(RequestCase request, Command command, List<SystemTask> answered) {
        return switch (command) {
            case RECTIFY -> uncorrected(request, answered);
            case RESTRICT ->
                request.purpose() == null
                        ? unrestricted(request, answered)
                        : answered.stream().allMatch(task -> task.effects().isEmpty())
                                ? Optional.of(new Undone(null, "unknown-purpose"))
                                : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A field that no system knows, or that none holds a row of: who asked believes that there is something wrong there. */
    private Optional<Undone> uncorrected(RequestCase request, List<SystemTask> answered) {
        var known = new HashSet<String>();
        var held = new HashSet<String>();
        for (var task : answered) {
            for (var effect : task.effects()) {
                if (!effect.is(StoredEffect.UNKNOWN_FIELD)) {
                    known.add(effect.item());
                }
                if (effect.affected() > 0) {
                    held.add(effect.item());
                }
            }
        }
        var asked = vault.corrections(request).stream().map(Correction::field).toList();
        if (!known.containsAll(asked)) {
            return Optional.of(new Undone(null, "unknown-field"));
        }
        return held.containsAll(asked) ? Optional.empty() : Optional.of(new Undone(null, "no-rows"));
    }

    private static Optional<Undone> unrestricted(RequestCase request, List<SystemTask> answered) {
        var reached = new HashSet<String>();
        for (var task : answered) {
            for (var effect : task.effects()) {
                if (effect.is(StoredEffect.UNSUPPORTED) && effect.affected() > 0) {
                    return Optional.of(new Undone(task.system(), StoredEffect.UNSUPPORTED));
                }
                reached.add(effect.item());
            }
        }
        return reached.containsAll(request.categories())
                ? Optional.empty()
                : Optional.of(new Undone(null, TaskFailures.NO_SYSTEM));
    }

    private static CompletedSystem completed(Command command, SystemTask task) {
        if (command == Command.RECTIFY) {
            var fields = task.effects().stream()
                    .map(effect ->
                            new CorrectedField(effect.item(), effect.affected(), effect.outcome(), effect.identifier()))
                    .toList();
            return new CompletedSystem(task.system(), fields, List.of());
        }
        var categories = task.effects().stream()
                .map(effect -> new RestrictedCategory(effect.item(), effect.affected(), effect.outcome()))
                .toList();
        return new CompletedSystem(task.system(), List.of(), categories);
    }

    /** Tells all systems anew, under new command ids; to tell one again what it did already changes nothing there. */
    void retry(RequestCase request) {
        tasks.current(request, Command.values()).forEach(SystemTask::giveUp);
        request.nextRound();
        execute(request);
    }
}
