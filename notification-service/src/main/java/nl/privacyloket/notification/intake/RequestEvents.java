package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Channel;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.correspondence.Verdict;
import nl.privacyloket.notification.queue.MessageQueue;
import nl.privacyloket.notification.queue.SendingQueue;

/** Queues the messages of every request: that it came in, what was decided, how it ended. */
public final class RequestEvents implements EventHandler {
    /** Name of the channel that carries them. */
    public static final String CHANNEL = "requests";

    private static final String RECEIVED = "nl.privacyloket.request.received.v1";
    private static final String CONFIRMED = "nl.privacyloket.request.confirmed.v1";
    private static final String IDENTITY_VERIFIED = "nl.privacyloket.request.identity-verified.v1";
    private static final String DECIDED = "nl.privacyloket.request.decided.v1";
    private static final String CLOSED = "nl.privacyloket.request.closed.v1";

    /**
     * Facts that the person hears of otherwise, or knows: a withdrawal is told when the request closes, and that a
     * restriction ends was told before.
     */
    private static final Set<String> NOTHING_TO_SAY = Set.of(
            "nl.privacyloket.request.withdrawn.v1",
            "nl.privacyloket.request.restriction-lifted.v1",
            "nl.privacyloket.request.restriction-lifting-closed.v1",
            "nl.privacyloket.request.file-kept.v1");

    private static final String AWAITING_CONFIRMATION = "awaiting-confirmation";
    private static final String AWAITING_IDENTITY = "awaiting-identity";
    private static final String IN_ASSESSMENT = "in-assessment";
    private static final String HAS_DECISION = "decided";
    private static final Set<String> ON_THE_DESK = Set.of(AWAITING_IDENTITY, IN_ASSESSMENT);

    private final Map<String, Reaction> reactions = Map.of(
            RECEIVED, this::received,
            CONFIRMED, this::confirmed,
            IDENTITY_VERIFIED, this::identityVerified,
            DECIDED, this::decided,
            CLOSED, this::closed);

    private final Correspondences correspondences;
    private final MessageQueue queue;
    private final SendingQueue sending;
    private final SealedFacts facts;
    private final Clock clock;

    public RequestEvents(
            Correspondences correspondences, MessageQueue queue, SendingQueue sending, SealOpener seal, Clock clock) {
        this.correspondences = correspondences;
        this.queue = queue;
        this.sending = sending;
        this.facts = new SealedFacts(seal);
        this.clock = clock;
    }

    private interface Reaction {
        void to(IncomingEvent event, Connection connection) throws SQLException;
    }

    private record Received(
            UUID requestId,
            String reference,
            String right,
            String locale,
            LocalDate receivedOn,
            LocalDate promisedOn,
            LocalDate statutoryDueOn,
            LocalDate dueOn,
            int policyVersion,
            String status,
            UUID combinedWith,
            Sealed contact,
            List<String> subjectHashes) {}

    private record Confirmed(UUID requestId, String status, boolean byRule) {}

    private record Verified(UUID requestId) {}

    private record Decided(
            UUID requestId,
            String right,
            String outcome,
            String ground,
            Sealed reason,
            boolean byRule,
            String purpose,
            List<String> categories) {}

    private record Reason(String reason) {}

    private record Closed(
            UUID requestId,
            String right,
            String outcome,
            Instant closedAt,
            List<Verdict> verdicts,
            Instant exportUntil,
            boolean overridden,
            boolean report,
            LocalDate backupsUntil) {}

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Set<String> types() {
        return Stream.concat(reactions.keySet().stream(), NOTHING_TO_SAY.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        if (!NOTHING_TO_SAY.contains(event.type())) {
            reactions.get(event.type()).to(event, connection);
        }
    }

    private void received(IncomingEvent event, Connection connection) throws SQLException {
        Received received = event.data(Received.class);
        complete(received.requestId(), received.reference(), received.receivedOn(), received.statutoryDueOn());
        complete(received.dueOn(), received.locale(), received.status());
        Contact contact = received.contact() == null ? null : facts.open(received.contact(), Contact.class);
        Optional<Channel> channel = Optional.ofNullable(contact).flatMap(Contact::channel);
        correspondences.open(
                connection,
                new RequestFacts(
                        received.requestId(),
                        event.organisation(),
                        received.reference(),
                        Right.of(received.right()).orElseThrow(() -> new PoisonEventException("unknown-right")),
                        received.locale(),
                        received.policyVersion(),
                        received.receivedOn(),
                        received.promisedOn(),
                        received.statutoryDueOn(),
                        received.dueOn()),
                channel.isEmpty() ? null : contact,
                received.subjectHashes() == null ? List.of() : received.subjectHashes());
        correspondences.stands(connection, received.requestId(), received.status());
        if (channel.isEmpty()) {
            sending.failUnreachable(connection, received.requestId(), clock.instant());
        } else if (channel.get() == Channel.LETTER) {
            sending.turnToLetters(connection, received.requestId(), clock.instant());
        }
        if (!received.status().equals(AWAITING_CONFIRMATION)) {
            boolean identityOpen = received.status().equals(AWAITING_IDENTITY);
            add(event, connection, received.requestId(), new Occasion.Acknowledgement(identityOpen));
            tellStaff(event, connection, received.requestId(), received.status());
        } else if (received.combinedWith() == null && !channel.equals(Optional.of(Channel.LETTER))) {
            // One code confirms all requests that came in together, and no code confirms a postal address.
            if (contact == null || contact.confirmationCode() == null) {
                throw new PoisonEventException("confirmation-without-code");
            }
            add(event, connection, received.requestId(), new Occasion.Confirmation());
        }
    }

    private void confirmed(IncomingEvent event, Connection connection) throws SQLException {
        Confirmed confirmed = event.data(Confirmed.class);
        complete(confirmed.requestId(), confirmed.status());
        boolean identityOpen = confirmed.status().equals(AWAITING_IDENTITY);
        add(event, connection, confirmed.requestId(), new Occasion.Acknowledgement(identityOpen));
        correspondences.stands(connection, confirmed.requestId(), confirmed.status());
        if (!confirmed.byRule()) {
            tellStaff(event, connection, confirmed.requestId(), confirmed.status());
        }
    }

    /** A request that somebody must look at is new to staff, once. */
    private void tellStaff(IncomingEvent event, Connection connection, UUID requestId, String status)
            throws SQLException {
        if (ON_THE_DESK.contains(status)) {
            add(event, connection, requestId, new StaffOccasion.NewRequest(status));
        }
    }

    private void identityVerified(IncomingEvent event, Connection connection) throws SQLException {
        Verified verified = event.data(Verified.class);
        complete(verified.requestId());
        correspondences.stands(connection, verified.requestId(), IN_ASSESSMENT);
    }

    private void decided(IncomingEvent event, Connection connection) throws SQLException {
        Decided decided = event.data(Decided.class);
        complete(decided.requestId());
        Outcome outcome = outcome(decided.outcome());
        if (!outcome.isDecision()) {
            throw new PoisonEventException("no-decision");
        }
        String reason = decided.reason() == null
                ? null
                : facts.open(decided.reason(), Reason.class).reason();
        boolean byRule = decided.byRule() && outcome == Outcome.GRANTED;
        add(
                event,
                connection,
                decided.requestId(),
                new Occasion.Decision(
                        outcome, decided.ground(), reason, byRule, decided.purpose(), decided.categories()));
        correspondences.stands(connection, decided.requestId(), HAS_DECISION);
        if (byRule && Right.of(decided.right()).filter(Right::endsUse).isPresent()) {
            correspondences.toldByRule(connection, decided.requestId());
        }
    }

    private void closed(IncomingEvent event, Connection connection) throws SQLException {
        Closed closed = event.data(Closed.class);
        complete(closed.requestId(), closed.closedAt());
        Outcome outcome = outcome(closed.outcome());
        if (!saidByDecision(closed, outcome, connection)) {
            Occasion completion = new Occasion.Completion(
                    outcome,
                    closed.verdicts(),
                    closed.exportUntil(),
                    closed.overridden(),
                    closed.report(),
                    closed.backupsUntil());
            add(event, connection, closed.requestId(), completion);
        }
        correspondences.close(connection, closed.requestId(), event.organisation(), closed.closedAt());
        sending.forgetDone(connection, closed.requestId(), clock.instant());
    }

    /** A refusal, and a grant by rule that went as it should: a second mail would repeat the first. */
    private boolean saidByDecision(Closed closed, Outcome outcome, Connection connection) throws SQLException {
        if (outcome == Outcome.REFUSED) {
            return true;
        }
        return outcome == Outcome.GRANTED
                && !closed.overridden()
                && correspondences
                        .find(connection, closed.requestId())
                        .filter(Correspondences.Entry::toldByRule)
                        .isPresent();
    }

    private void add(IncomingEvent event, Connection connection, UUID requestId, Occasion occasion)
            throws SQLException {
        // A plan that drifted leads to a second decision, which the person must hear of as of the first.
        String occurrence = occasion instanceof Occasion.Decision ? event.id() : "";
        queue.add(connection, event.organisation(), requestId, occasion, occurrence, clock.instant());
    }

    private static Outcome outcome(String word) {
        return Outcome.of(word).orElseThrow(() -> new PoisonEventException("unknown-outcome"));
    }
}
