package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.casework.Subject.ForSystem;
import nl.privacyloket.retention.casework.Subject.UploadAddress;
import nl.privacyloket.retention.execution.Command;
import nl.privacyloket.retention.execution.UploadToken;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.plan.EraseInstruction;
import nl.privacyloket.retention.restore.ErasureLog;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/** Sends commands to data systems, each sealed to the one that it is for. A repeated command keeps its id. */
@ApplicationScoped
class CommandSender {

    private final SystemTasks tasks;
    private final StoredPlans plans;
    private final DataSystems systems;
    private final SubjectVault vault;
    private final Holds holds;
    private final Permits permits;
    private final ErasureLog log;
    private final Sealer sealer;
    private final Events events;
    private final Facts facts;
    private final TaskFailures failures;
    private final CommandSettings settings;
    private final Clock clock;

    CommandSender(
            SystemTasks tasks,
            StoredPlans plans,
            DataSystems systems,
            SubjectVault vault,
            Holds holds,
            Permits permits,
            ErasureLog log,
            Sealer sealer,
            Events events,
            Facts facts,
            TaskFailures failures,
            CommandSettings settings,
            Clock clock) {
        this.tasks = tasks;
        this.plans = plans;
        this.systems = systems;
        this.vault = vault;
        this.holds = holds;
        this.permits = permits;
        this.log = log;
        this.sealer = sealer;
        this.events = events;
        this.facts = facts;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    record Verify(UUID commandId, UUID requestId, String system, Instant issuedAt, Sealed subject, String purpose) {}

    record Access(UUID commandId, UUID requestId, String system, Instant issuedAt, Sealed subject) {}

    record Rectify(UUID commandId, UUID requestId, String system, Instant issuedAt, Sealed subject) {}

    record Restrict(
            UUID commandId,
            UUID requestId,
            String system,
            Instant issuedAt,
            Sealed subject,
            String action,
            List<String> categories,
            String purpose) {}

    record Erase(
            UUID commandId,
            UUID requestId,
            String system,
            Instant issuedAt,
            Sealed subject,
            Sealed permit,
            String planHash,
            List<Instruction> instructions) {}

    record Instruction(
            String category, String verdict, LocalDate startedBefore, LocalDate startedFrom, LocalDate until) {}

    /** Sends a command for the first time. */
    void send(RequestCase request, String system, Command command) {
        var task = new SystemTask(request, system, command, List.of(), clock.instant());
        tasks.persist(task);
        dispatch(request, task, null);
    }

    /**
     * Sends an erase command for the first time.
     *
     * @param holds what the instructions go by
     */
    void erase(RequestCase request, String system, List<EraseInstruction> instructions, HoldsInForce holds) {
        var task = new SystemTask(request, system, Command.ERASE, instructions, clock.instant());
        tasks.persist(task);
        dispatch(request, task, holds);
    }

    /** Leaves to people what the system cannot be told. */
    void byHand(RequestCase request, String system, Command command) {
        var task = new SystemTask(request, system, command, List.of(), clock.instant());
        task.leaveToPeople();
        tasks.persist(task);
        facts.taskChanged(request, task);
    }

    /** Sends a command once more, with the id and the permit that it had. */
    void sendAgain(RequestCase request, SystemTask task) {
        var organisation = request.organisation();
        dispatch(
                request,
                task,
                task.command() == Command.ERASE
                        ? holds.inForce(organisation, holds.today(organisation)).againstOwnErasure()
                        : null);
    }

    private void dispatch(RequestCase request, SystemTask task, HoldsInForce inForce) {
        if (inForce != null && inForce.isTooMuchFor(task.system())) {
            failures.forGood(request, task, TaskFailures.TOO_MANY_HOLDS);
            return;
        }
        var now = clock.instant();
        var system = systems.findById(task.system());
        var answerTime = system.answerTime() == null ? settings.answerTime() : system.answerTime();
        task.sent(now, settings.schedule().awaitedUntil(now, answerTime, task.attempts() + 1));
        var data = data(request, task, system, now, inForce);
        var command = OutgoingEvent.of(
                system.commandTopic(),
                request.subjectHash(),
                task.command().eventType(),
                request.organisation(),
                now,
                data);
        events.publish(command);
        if (task.command() == Command.ERASE) {
            log.keep(task.commandId(), system.id(), command);
        }
        facts.taskChanged(request, task);
    }

    private Object data(RequestCase request, SystemTask task, DataSystem system, Instant now, HoldsInForce inForce) {
        var command = task.command();
        var subject = sealer.seal(system.id(), system.publicKey(), subject(request, task));
        return switch (command) {
            case VERIFY_PLAN, VERIFY_READ_BACK ->
                new Verify(task.commandId(), task.requestId(), system.id(), now, subject, command.purpose());
            case ACCESS -> new Access(task.commandId(), task.requestId(), system.id(), now, subject);
            case RECTIFY -> new Rectify(task.commandId(), task.requestId(), system.id(), now, subject);
            case RESTRICT, LIFT ->
                new Restrict(
                        task.commandId(),
                        task.requestId(),
                        system.id(),
                        now,
                        subject,
                        command.wireName(),
                        categories(request, system),
                        request.purpose());
            case ERASE ->
                new Erase(
                        task.commandId(),
                        task.requestId(),
                        system.id(),
                        now,
                        subject,
                        permit(request, task, system, inForce),
                        plans.shown(request).orElseThrow().hash(),
                        instructions(task));
        };
    }

    /** Whoever is held is left alone, whatever else the system finds them by. */
    private Sealed permit(RequestCase request, SystemTask task, DataSystem system, HoldsInForce inForce) {
        var address =
                permits.issueForOwnErasure(task.commandId(), request.organisation(), system.id(), inForce.epoch());
        return sealer.seal(system.id(), system.publicKey(), address.except(inForce.personsFor(system.id())));
    }

    private ForSystem subject(RequestCase request, SystemTask task) {
        var identifiers = vault.subject(request).identifiers();
        return switch (task.command()) {
            case ACCESS -> {
                var upload = vault.upload(request);
                var token = UploadToken.of(upload.secret(), task.commandId());
                yield new ForSystem(identifiers, new UploadAddress(upload.url(), token), null);
            }
            case RECTIFY -> new ForSystem(identifiers, null, vault.corrections(request));
            default -> new ForSystem(identifiers, null, null);
        };
    }

    /** A system is asked for what it holds alone; a purpose concerns whatever it uses for it. */
    private static List<String> categories(RequestCase request, DataSystem system) {
        if (request.purpose() != null) {
            return List.of();
        }
        var held = request.categories().stream()
                .filter(system.categories()::contains)
                .toList();
        // Nothing left would mean everything to the system.
        return held.isEmpty() ? request.categories() : held;
    }

    private static List<Instruction> instructions(SystemTask task) {
        return task.instructions().stream()
                .map(line -> new Instruction(
                        line.category(),
                        line.verdict().wireName(),
                        line.startedBefore(),
                        line.startedFrom(),
                        line.until()))
                .toList();
    }
}
