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
    private final Sealer sealer;
    private final Events events;
    private final ErasureLog log;
    private final Facts facts;
    private final CommandSettings settings;
    private final Clock clock;

    CommandSender(
            SystemTasks tasks,
            StoredPlans plans,
            DataSystems systems,
            SubjectVault vault,
            Sealer sealer,
            Events events,
            ErasureLog log,
            Facts facts,
            CommandSettings settings,
            Clock clock) {
        this.tasks = tasks;
        this.plans = plans;
        this.systems = systems;
        this.vault = vault;
        this.sealer = sealer;
        this.events = events;
        this.log = log;
        this.facts = facts;
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
            String planHash,
            List<Instruction> instructions) {}

    record Instruction(
            String category, String verdict, LocalDate startedBefore, LocalDate startedFrom, LocalDate until) {}

    /** Sends a command for the first time. */
    void send(RequestCase request, String system, Command command) {
        send(request, system, command, List.of());
    }

    /** As {@link #send(RequestCase, String, Command)}, with the lines of an erase command. */
    void send(RequestCase request, String system, Command command, List<EraseInstruction> instructions) {
        var task = new SystemTask(request, system, command, instructions, clock.instant());
        tasks.persist(task);
        dispatch(request, task);
    }

    /** Leaves to people what the system cannot be told. */
    void byHand(RequestCase request, String system, Command command) {
        var task = new SystemTask(request, system, command, List.of(), clock.instant());
        task.leaveToPeople();
        tasks.persist(task);
        facts.taskChanged(request, task);
    }

    /** Sends a command once more, with the id that it had. */
    void sendAgain(RequestCase request, SystemTask task) {
        dispatch(request, task);
    }

    private void dispatch(RequestCase request, SystemTask task) {
        var now = clock.instant();
        var system = systems.findById(task.system());
        var answerTime = system.answerTime() == null ? settings.answerTime() : system.answerTime();
        task.sent(now, settings.schedule().awaitedUntil(now, answerTime, task.attempts() + 1));
        var data = data(request, task, system, now);
        var event = OutgoingEvent.of(
                system.commandTopic(),
                request.subjectHash(),
                task.command().eventType(),
                request.organisation(),
                now,
                data);
        events.publish(event);
        if (task.command() == Command.ERASE) {
            log.keep(task.commandId(), system.id(), event);
        }
        facts.taskChanged(request, task);
    }

    private Object data(RequestCase request, SystemTask task, DataSystem system, Instant now) {
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
                        plans.shown(request).orElseThrow().hash(),
                        instructions(task));
        };
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
