package nl.privacyloket.retention.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;

/** Follows {@code privacyloket.policies.v1}. */
@ApplicationScoped
class PolicyEvents implements EventHandler {

    private final Policies policies;
    private final PolicyCalendar calendar;

    PolicyEvents(Policies policies, PolicyCalendar calendar) {
        this.policies = policies;
        this.calendar = calendar;
    }

    @Override
    public String channel() {
        return "policies";
    }

    @Override
    public Set<String> types() {
        return Set.of("nl.privacyloket.policy.published.v1");
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        var published = event.data(PublishedPolicy.class);
        if (!event.organisation().equals(published.organisation())) {
            throw new PoisonEventException("foreign-organisation");
        }
        var publishedAt = published.publishedAt() == null ? event.time() : published.publishedAt();
        if (policies.keep(connection, published.toVersion(), publishedAt)) {
            calendar.turn();
        }
    }
}
