package nl.privacyloket.messaging.inbox;

import java.sql.Connection;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;

/**
 * What a service does about the events of one channel. Every type that a channel may carry is named by some handler, also
 * those that the service has no use for: a type that nobody names is set aside as a dead letter instead of being passed
 * over, so that it can be replayed once the service knows it.
 */
public interface EventHandler {
    /** Name of the channel, such as {@code requests}. */
    String channel();

    /** Event types that this handler takes. */
    Set<String> types();

    /**
     * Takes effect in the running transaction.
     *
     * @param connection of that transaction
     * @throws nl.privacyloket.messaging.event.PoisonEventException when no retry can help
     * @throws NotReadyException when something that has to come first is not there yet
     * @throws Exception anything else is retried a bounded number of times, or until it works when the database is away
     */
    void handle(IncomingEvent event, Connection connection) throws Exception;
}
