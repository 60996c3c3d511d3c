package nl.privacyloket.notification.intake;

import java.sql.Connection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Correspondences;

/**
 * Sets aside what is said about a request in the name of an organisation that it is not of. Otherwise its person would get a
 * mail that the organisation never caused.
 */
public final class OfItsOrganisation implements EventHandler {
    private final EventHandler handler;
    private final Correspondences correspondences;

    /** @param handler of events with a {@code requestId} among their data; those without one are its own affair */
    public OfItsOrganisation(EventHandler handler, Correspondences correspondences) {
        this.handler = handler;
        this.correspondences = correspondences;
    }

    private record About(UUID requestId) {}

    @Override
    public String channel() {
        return handler.channel();
    }

    @Override
    public Set<String> types() {
        return handler.types();
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws Exception {
        UUID requestId = event.data(About.class).requestId();
        Optional<String> organisation =
                requestId == null ? Optional.empty() : correspondences.organisation(connection, requestId);
        if (organisation.filter(its -> !its.equals(event.organisation())).isPresent()) {
            throw new PoisonEventException("foreign-organisation");
        }
        handler.handle(event, connection);
    }
}
