package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.queue.ErasureReach;
import nl.privacyloket.notification.subscriber.EndedBy;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscriptions;

/**
 * What the decision and the end of a request mean for the person's subscriptions, and for what else lies here about them,
 * in the transaction in which the letters about it are queued. An event says of whom, by keyed hashes.
 */
public final class RequestConsequences implements EventHandler {
    private static final String DECIDED = "nl.privacyloket.request.decided.v1";
    private static final String CLOSED = "nl.privacyloket.request.closed.v1";

    private final EventHandler letters;
    private final Subscriptions subscriptions;
    private final Subscribers subscribers;
    private final ErasureReach erasures;
    private final Clock clock;

    /** @param letters what is to be said of the same events */
    public RequestConsequences(
            EventHandler letters,
            Subscriptions subscriptions,
            Subscribers subscribers,
            ErasureReach erasures,
            Clock clock) {
        this.letters = letters;
        this.subscriptions = subscriptions;
        this.subscribers = subscribers;
        this.erasures = erasures;
        this.clock = clock;
    }

    private record Decided(
            String right, String outcome, String purpose, Instant decidedAt, List<String> subjectHashes) {}

    private record Closed(UUID requestId, String right, String outcome, Instant closedAt, List<String> subjectHashes) {}

    @Override
    public String channel() {
        return letters.channel();
    }

    @Override
    public Set<String> types() {
        return letters.types();
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws Exception {
        letters.handle(event, connection);
        if (event.type().equals(DECIDED)) {
            decided(event, connection);
        } else if (event.type().equals(CLOSED)) {
            closed(event, connection);
        }
    }

    private void decided(IncomingEvent event, Connection connection) throws SQLException {
        Decided decided = event.data(Decided.class);
        boolean ends = Right.of(decided.right()).filter(Right::endsUse).isPresent();
        if (ends && isGranted(decided.outcome()) && isSomebody(decided.subjectHashes())) {
            complete(decided.decidedAt());
            subscriptions.end(
                    connection,
                    event.organisation(),
                    decided.subjectHashes(),
                    decided.purpose(),
                    EndedBy.REQUEST,
                    decided.decidedAt(),
                    now());
        }
    }

    private void closed(IncomingEvent event, Connection connection) throws SQLException {
        Closed closed = event.data(Closed.class);
        boolean erases = Right.of(closed.right()).equals(Optional.of(Right.ERASURE));
        if (erases && isGranted(closed.outcome()) && isSomebody(closed.subjectHashes())) {
            subscribers.erase(connection, event.organisation(), closed.subjectHashes(), closed.closedAt(), now());
            erasures.reach(
                    connection,
                    event.organisation(),
                    closed.subjectHashes(),
                    closed.requestId(),
                    closed.closedAt(),
                    now());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean isGranted(String outcome) {
        return Outcome.of(outcome)
                .filter(word -> word == Outcome.GRANTED || word == Outcome.PARTLY_GRANTED)
                .isPresent();
    }

    /** @throws nl.privacyloket.messaging.event.PoisonEventException when one of them is null */
    private static boolean isSomebody(List<String> subjectHashes) {
        if (subjectHashes == null) {
            return false;
        }
        complete(subjectHashes.toArray());
        return !subjectHashes.isEmpty();
    }
}
