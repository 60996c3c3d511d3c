package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Correspondences;

/** Lets go of what is kept here about a request once its file is gone: as long as it is there, somebody may still write. */
public final class RequestFileEvents implements EventHandler {
    private static final String FILE_ERASED = "nl.privacyloket.request.file-erased.v1";

    private final Correspondences correspondences;

    public RequestFileEvents(Correspondences correspondences) {
        this.correspondences = correspondences;
    }

    private record Erased(UUID requestId) {}

    @Override
    public String channel() {
        return RequestEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(FILE_ERASED);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Erased erased = event.data(Erased.class);
        complete(erased.requestId());
        correspondences.erase(connection, erased.requestId(), event.organisation());
    }
}
