package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;

/** What is told of mailing lists and announcements concerns no task: it is for others. */
@ApplicationScoped
class SubscriptionEvents implements EventHandler {

    @Override
    public String channel() {
        return "notifications";
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "nl.privacyloket.subscription.ended.v1",
                "nl.privacyloket.announcement.started.v1",
                "nl.privacyloket.announcement.completed.v1");
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        // Nothing to do.
    }
}
