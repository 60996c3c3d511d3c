package nl.privacyloket.retention.casework;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;

/** What is told of mailing lists concerns no task: it is for the systems that keep the lists. */
@ApplicationScoped
class SubscriptionEvents implements EventHandler {

    @Override
    public String channel() {
        return "notifications";
    }

    @Override
    public Set<String> types() {
        return Set.of("nl.privacyloket.subscription.ended.v1");
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) {
        // Nothing to do.
    }
}
