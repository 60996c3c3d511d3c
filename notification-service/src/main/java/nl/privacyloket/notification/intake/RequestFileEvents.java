package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Correspondences;

/** Lets go of what is kept here about a request when the term of its file has ended. */
public final class RequestFileEvents implements EventHandler {
    private static final String REQUEST_FILE_DUE = "nl.privacyloket.retention.request-file-due.v1";

    private final Correspondences correspondences;

    public RequestFileEvents(Correspondences correspondences) {
        this.correspondences = correspondences;
    }

    private record Due(UUID requestId) {}

    @Override
    public String channel() {
        return RetentionEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(REQUEST_FILE_DUE);
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        Due due = event.data(Due.class);
        complete(due.requestId());
        correspondences.erase(connection, due.requestId(), event.organisation());
    }
}
