package nl.privacyloket.retention.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.HoldsInForce;
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
    private static final String VERIFY = "nl.privacyloket.command.verify.v1";

    private final DataSystems systems;
    private final Holds holds;
    private final Permits permits;
    private final Sealer sealer;
    private final Events events;
    private final Clock clock;

    ReplayCommands(DataSystems systems, Holds holds, Permits permits, Sealer sealer, Events events, Clock clock) {
        this.systems = systems;
        this.holds = holds;
        this.permits = permits;
        this.sealer = sealer;
        this.events = events;
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
        command.set("permit", EventJson.mapper().valueToTree(permit(step, system, commandId, command)));
        publish(step, system, step.eventType(), command);
    }

    private Sealed permit(Step step, DataSystem system, UUID commandId, ObjectNode command) {
        var categories = categories(command);
        var isOwnErasure = ERASE.equals(step.eventType());
        var today = holds.inForce(step.organisation(), holds.today(step.organisation()));
        HoldsInForce counted = isOwnErasure ? today.againstOwnErasure() : today;
        var address = isOwnErasure
                ? permits.issueForOwnErasure(commandId, step.organisation(), system.id(), categories, counted.epoch())
                : permits.issue(commandId, step.organisation(), system.id(), categories, counted.epoch());
        return sealer.seal(
                system.id(), system.publicKey(), address.except(counted.personsFor(system.id(), categories)));
    }

    /** Of a purge of records they are sealed: then it may be anything. */
    private static List<String> categories(ObjectNode command) {
        var categories = new ArrayList<String>();
        command.path("instructions")
                .forEach(line -> categories.add(line.path("category").asText()));
        command.at("/retained/categories").forEach(category -> categories.add(category.asText()));
        if (command.at("/rule/category").isTextual()) {
            categories.add(command.at("/rule/category").asText());
        }
        return categories.stream().distinct().toList();
    }

    /** Asks, separately, what is left. */
    void verify(Step step, UUID verifyId) {
        var system = systems.findById(step.system());
        var command = logged(step);
        var isErasure = ERASE.equals(step.eventType());
        var question = EventJson.mapper().createObjectNode();
        question.put("commandId", verifyId.toString());
        question.set("requestId", command.path("requestId").isTextual() ? command.get("requestId") : null);
        question.put("system", system.id());
        question.put("issuedAt", clock.instant().toString());
        question.set("subject", command.get("subject"));
        question.put("purpose", isErasure ? "read-back" : "purged");
        if (!isErasure) {
            question.set("permit", EventJson.mapper().valueToTree(permit(step, system, step.commandId(), command)));
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
