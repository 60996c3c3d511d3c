package nl.privacyloket.notification.subscriber;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.Outbox;
import nl.privacyloket.notification.queue.MessageFacts;

/** Tells others what became of subscriptions, in the transaction in which it happens: events, and the audit log. */
final class SubscriptionFacts {
    private static final String ENDED = "nl.privacyloket.subscription.ended.v1";

    private final Outbox outbox = new Outbox();
    private final AuditLedger audit = new AuditLedger();

    private record Ended(String organisation, String subscriber, String purpose, Instant endedAt, String endedBy) {}

    /** What was done with one subscriber; {@code action} as the audit log names it. */
    record Act(Subscriber subscriber, String action, String outcome) {}

    void record(Connection connection, Collection<Act> acts, String actor, Instant at) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        for (Act act : acts) {
            entries.add(new AuditEntry(
                    at,
                    act.subscriber().organisation(),
                    actor,
                    act.action(),
                    "subscriber",
                    act.subscriber().id().toString(),
                    act.outcome(),
                    null));
        }
        if (!entries.isEmpty()) {
            audit.append(connection, entries);
        }
    }

    /** The system that keeps the list must hear of what ended, so that its list says the same. */
    void ended(
            Connection connection,
            Subscriber subscriber,
            Collection<String> purposes,
            EndedBy by,
            String actor,
            Instant endedAt,
            Instant now)
            throws SQLException {
        List<OutgoingEvent> events = new ArrayList<>();
        List<Act> acts = new ArrayList<>();
        for (String purpose : purposes) {
            events.add(OutgoingEvent.of(
                    MessageFacts.TOPIC,
                    subscriber.subscriber(),
                    ENDED,
                    subscriber.organisation(),
                    now,
                    new Ended(subscriber.organisation(), subscriber.subscriber(), purpose, endedAt, by.word())));
            acts.add(new Act(subscriber, "subscription.ended", purpose));
        }
        if (!events.isEmpty()) {
            outbox.append(connection, events);
            record(connection, acts, actor, now);
        }
    }
}
