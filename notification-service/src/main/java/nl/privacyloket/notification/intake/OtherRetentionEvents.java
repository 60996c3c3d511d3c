package nl.privacyloket.notification.intake;

import java.sql.Connection;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;

/** Facts about retention that nobody is written to about. */
public final class OtherRetentionEvents implements EventHandler {
    private static final String PREFIX = "nl.privacyloket.retention.";

    @Override
    public String channel() {
        return RetentionEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                PREFIX + "erasure-planned.v1",
                PREFIX + "erasure-started.v1",
                PREFIX + "erasure-completed.v1",
                PREFIX + "access-completed.v1",
                PREFIX + "execution-completed.v1",
                PREFIX + "backups-expired.v1",
                PREFIX + "hold-placed.v1",
                PREFIX + "hold-lifted.v1",
                PREFIX + "purge-completed.v1",
                PREFIX + "request-file-due.v1");
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        // Nothing to say.
    }
}
