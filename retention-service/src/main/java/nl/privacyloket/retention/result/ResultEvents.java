package nl.privacyloket.retention.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.retention.result.CommandAnswers.Asked;

/**
 * Follows {@code privacyloket.results.v1} and brings each result to whoever sent the command. A result counts from the
 * system that was asked and in the organisation of the command; any other is a dead letter.
 */
@ApplicationScoped
class ResultEvents implements EventHandler {
    private final Instance<CommandAnswers> senders;

    ResultEvents(@Any Instance<CommandAnswers> senders) {
        this.senders = senders;
    }

    private record Head(UUID commandId, String system) {}

    @Override
    public String channel() {
        return "results";
    }

    @Override
    public Set<String> types() {
        return ResultTypes.ALL;
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        var head = event.data(Head.class);
        if (head.commandId() == null) {
            throw new PoisonEventException("unknown-command");
        }
        for (var sender : senders) {
            var asked = sender.asked(head.commandId());
            if (asked != null) {
                requireFrom(asked, event, head);
                sender.answered(event, head.commandId());
                return;
            }
        }
        throw new PoisonEventException("unknown-command");
    }

    private static void requireFrom(Asked asked, IncomingEvent event, Head head) {
        if (!asked.system().equals(event.source())
                || !asked.system().equals(head.system())
                || !asked.organisation().equals(event.organisation())) {
            throw new PoisonEventException("foreign-result");
        }
        if (!asked.answers().contains(event.type())) {
            throw new PoisonEventException("unexpected-result");
        }
    }
}
