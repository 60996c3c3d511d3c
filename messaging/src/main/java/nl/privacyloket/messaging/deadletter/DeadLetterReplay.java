package nl.privacyloket.messaging.deadletter;

import java.sql.Connection;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles a dead letter once more, after what kept it from being handled has been mended. */
public final class DeadLetterReplay {
    private final DeadLetters deadLetters;
    private final Collection<? extends EventHandler> handlers;

    public DeadLetterReplay(DeadLetters deadLetters, Collection<? extends EventHandler> handlers) {
        this.deadLetters = deadLetters;
        this.handlers = handlers;
    }

    /**
     * Handles and removes it, in the running transaction, which the caller rolls back when this throws.
     *
     * @return false when there is no such dead letter
     * @throws PoisonEventException when it is still no event or still of a type that nobody takes
     * @throws Exception what the handler throws
     */
    public boolean replay(Connection connection, UUID id) throws Exception {
        Optional<DeadLetter> letter = deadLetters.find(connection, id);
        if (letter.isEmpty()) {
            return false;
        }
        ConsumerRecord<String, byte[]> record =
                deadLetters.record(connection, id).orElseThrow();
        IncomingEvent event = IncomingEvent.from(record);
        EventHandler handler = handlers.stream()
                .filter(candidate -> candidate.channel().equals(letter.get().channel()))
                .filter(candidate -> candidate.types().contains(event.type()))
                .findFirst()
                .orElseThrow(() -> new PoisonEventException("unknown-type"));
        handler.handle(event, connection);
        return deadLetters.remove(connection, id);
    }
}
