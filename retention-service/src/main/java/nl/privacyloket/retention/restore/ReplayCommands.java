package nl.privacyloket.retention.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.hold.PermitAddress;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.restore.ReplaySteps.Step;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/**
 * Sends logged commands once more, under ids of their own and with permits of now: what is held today stays, whatever was
 * held then. The person or the records inside are as they were sealed then; nobody here can read them.
 */
@ApplicationScoped
class ReplayCommands {
    static final String ERASE = "nl.privacyloket.command.erase.v1";
    private static final String ACTOR = "system:retention-service";
    private static final String VERIFY = "nl.privacyloket.command.verify.v1";

    private final DataSystems systems;
    private final Holds holds;
    private final Permits permits;
    private final Sealer sealer;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    ReplayCommands(
            DataSystems systems,
            Holds holds,
            Permits permits,
            Sealer sealer,
            Events events,
            AuditTrail audit,
            Clock clock) {
        this.systems = systems;
        this.holds = holds;
        this.permits = permits;
        this.sealer = sealer;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a logged command is about. */
    static ObjectNode logged(Step step) {
        return EventJson.read(step.data(), ObjectNode.class);
    }

    /** Sends the repetition with that id. */
    void repeat(Step step, UUID commandId) {
        var system = systems.findById(step.system());
        var command = logged(step);
        command.put("commandId", commandId.toString());
        command.put("issuedAt", clock.instant().toString());
        command.put("replayOf", step.logged().toString());
        var counted = holds(step);
        var permit = isOwnErasure(step)
                ? permits.issueForOwnErasure(commandId, step.organisation(), system.id(), counted.epoch())
                : permits.issue(commandId, step.organisation(), system.id(), counted.epoch());
        command.set("permit", EventJson.mapper().valueToTree(sealed(permit, counted, system)));
        publish(step, system, step.eventType(), command);
        audit.record(sent(step, commandId, command));
    }

    private Sealed sealed(PermitAddress permit, HoldsInForce counted, DataSystem system) {
        return sealer.seal(system.id(), system.publicKey(), permit.except(counted.personsFor(system.id())));
    }

    /** The log of the data system names this id: without the entry, nobody here would have ordered what it did. */
    private AuditEntry sent(Step step, UUID commandId, ObjectNode command) {
        var entry = new AuditEntry(
                clock.instant(),
                step.organisation(),
                ACTOR,
                isOwnErasure(step) ? "command.erase" : "command.purge",
                "command",
                commandId.toString(),
                "sent",
                null);
        return command.path("requestId").isTextual()
                ? entry.about(UUID.fromString(command.get("requestId").asText()))
                : entry;
    }

    /** Whether a hold is on all of the system, so that nothing is repeated there. */
    boolean isStopped(Step step) {
        return holds(step).stops(step.system()).isPresent();
    }

    /** Whether more is held than a command can except. */
    boolean isTooMuchHeld(Step step) {
        return holds(step).isTooMuchFor(step.system());
    }

    private HoldsInForce holds(Step step) {
        var today = holds.inForce(step.organisation(), holds.today(step.organisation()));
        return isOwnErasure(step) ? today.againstOwnErasure() : today;
    }

    private static boolean isOwnErasure(Step step) {
        return ERASE.equals(step.eventType());
    }

    /** Asks, separately, what is left. */
    void verify(Step step, UUID verifyId) {
        var system = systems.findById(step.system());
        var command = logged(step);
        var isErasure = isOwnErasure(step);
        var question = EventJson.mapper().createObjectNode();
        question.put("commandId", verifyId.toString());
        question.set("requestId", command.path("requestId").isTextual() ? command.get("requestId") : null);
        question.put("system", system.id());
        question.put("issuedAt", clock.instant().toString());
        question.set("subject", command.get("subject"));
        question.put("purpose", isErasure ? "read-back" : "purged");
        if (!isErasure) {
            var permit = sealed(permits.address(step.commandId()), holds(step), system);
            question.set("permit", EventJson.mapper().valueToTree(permit));
            for (var member : List.of("action", "scope", "rule", "retained")) {
                question.set(member, command.get(member));
            }
        }
        publish(step, system, VERIFY, question);
    }

    private void publish(Step step, DataSystem system, String type, ObjectNode data) {
        events.publish(OutgoingEvent.of(
                system.commandTopic(), step.messageKey(), type, step.organisation(), clock.instant(), data));
    }
}
