package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.intake.SealedFacts.complete;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.correspondence.TermOccasion;
import nl.privacyloket.notification.queue.MessageQueue;

/** Queues the messages of what can happen to a request on its way, and after its end. */
public final class CaseworkEvents implements EventHandler {
    private static final String PREFIX = "nl.privacyloket.request.";
    private static final String AWAITING_CLARIFICATION = "awaiting-clarification";

    private final Map<String, Reaction> reactions = Map.of(
            PREFIX + "identity-copy-refused.v1", this::identityCopyRefused,
            PREFIX + "clarification-asked.v1", this::clarificationAsked,
            PREFIX + "answered.v1", this::answered,
            PREFIX + "extended.v1", this::extended,
            PREFIX + "due-soon.v1", this::dueSoon,
            PREFIX + "overdue.v1", this::overdue,
            PREFIX + "restriction-lifting-announced.v1", this::restrictionLiftingAnnounced,
            PREFIX + "transfer-offered.v1", this::transferOffered,
            PREFIX + "transferred.v1", this::transferred,
            PREFIX + "export-expiring.v1", this::exportExpiring);

    private final Correspondences correspondences;
    private final MessageQueue queue;
    private final SealedFacts facts;
    private final Clock clock;

    public CaseworkEvents(Correspondences correspondences, MessageQueue queue, SealOpener seal, Clock clock) {
        this.correspondences = correspondences;
        this.queue = queue;
        this.facts = new SealedFacts(seal);
        this.clock = clock;
    }

    private interface Reaction {
        void to(IncomingEvent event, Connection connection) throws SQLException;
    }

    private record CopyRefused(UUID requestId, List<String> findings) {}

    private record Asked(UUID requestId, Sealed question) {}

    private record Question(String question) {}

    private record Answered(UUID requestId, String status, LocalDate statutoryDueOn, LocalDate dueOn) {}

    private record Extended(UUID requestId, LocalDate extendedOn, LocalDate dueOn, Sealed reason) {}

    private record Term(UUID requestId, String status, LocalDate dueOn) {}

    private record LiftingAnnounced(UUID requestId, Sealed reason, Sealed contact) {}

    private record Reason(String reason) {}

    private record Offered(UUID requestId, Instant until, Sealed receiver) {}

    private record Receiver(String name, String email, String token) {}

    private record Expiring(UUID requestId, Instant until, Sealed contact) {}

    private record Transferred(UUID requestId, Instant transferredAt, Sealed contact) {}

    @Override
    public String channel() {
        return RequestEvents.CHANNEL;
    }

    @Override
    public Set<String> types() {
        return reactions.keySet();
    }

    @Override
    public void handle(IncomingEvent event, Connection connection) throws SQLException {
        reactions.get(event.type()).to(event, connection);
    }

    private void identityCopyRefused(IncomingEvent event, Connection connection) throws SQLException {
        CopyRefused refused = event.data(CopyRefused.class);
        complete(refused.requestId(), refused.findings());
        if (refused.findings().isEmpty() || refused.findings().contains(null)) {
            throw new PoisonEventException("no-findings");
        }
        add(event, connection, refused.requestId(), new Occasion.IdentityCopyRefused(refused.findings()), event.id());
    }

    private void clarificationAsked(IncomingEvent event, Connection connection) throws SQLException {
        Asked asked = event.data(Asked.class);
        complete(asked.requestId(), asked.question());
        String question = facts.open(asked.question(), Question.class).question();
        complete(question);
        add(event, connection, asked.requestId(), new Occasion.Clarification(question), event.id());
        correspondences.stands(connection, asked.requestId(), AWAITING_CLARIFICATION);
    }

    private void answered(IncomingEvent event, Connection connection) throws SQLException {
        Answered answered = event.data(Answered.class);
        complete(answered.requestId(), answered.status(), answered.statutoryDueOn(), answered.dueOn());
        correspondences.moveDates(connection, answered.requestId(), answered.statutoryDueOn(), answered.dueOn());
        correspondences.stands(connection, answered.requestId(), answered.status());
        add(event, connection, answered.requestId(), new StaffOccasion.Answered(answered.dueOn()), event.id());
    }

    private void extended(IncomingEvent event, Connection connection) throws SQLException {
        Extended extended = event.data(Extended.class);
        complete(extended.requestId(), extended.extendedOn(), extended.dueOn(), extended.reason());
        correspondences.moveDates(connection, extended.requestId(), extended.extendedOn(), extended.dueOn());
        String reason = reason(extended.reason());
        add(
                event,
                connection,
                extended.requestId(),
                new Occasion.Extension(extended.extendedOn(), reason),
                extended.extendedOn().toString());
    }

    private void dueSoon(IncomingEvent event, Connection connection) throws SQLException {
        Term term = term(event);
        add(
                event,
                connection,
                term.requestId(),
                new TermOccasion.DueSoon(term.status(), term.dueOn()),
                term.dueOn().toString());
    }

    private void overdue(IncomingEvent event, Connection connection) throws SQLException {
        Term term = term(event);
        add(
                event,
                connection,
                term.requestId(),
                new TermOccasion.Overdue(term.status(), term.dueOn()),
                term.dueOn().toString());
    }

    private static Term term(IncomingEvent event) {
        Term term = event.data(Term.class);
        complete(term.requestId(), term.status(), term.dueOn());
        return term;
    }

    private void restrictionLiftingAnnounced(IncomingEvent event, Connection connection) throws SQLException {
        LiftingAnnounced announced = event.data(LiftingAnnounced.class);
        complete(announced.requestId(), announced.reason());
        add(
                event,
                connection,
                announced.requestId(),
                new Occasion.RestrictionLifting(reason(announced.reason()), contact(announced.contact())),
                event.id());
    }

    private void transferOffered(IncomingEvent event, Connection connection) throws SQLException {
        Offered offered = event.data(Offered.class);
        complete(offered.requestId(), offered.until(), offered.receiver());
        Receiver receiver = facts.open(offered.receiver(), Receiver.class);
        complete(receiver.token());
        add(
                event,
                connection,
                offered.requestId(),
                new Occasion.Transfer(receiver.name(), receiver.email(), receiver.token(), offered.until()),
                event.id());
    }

    private void transferred(IncomingEvent event, Connection connection) throws SQLException {
        Transferred transferred = event.data(Transferred.class);
        complete(transferred.requestId(), transferred.transferredAt());
        add(
                event,
                connection,
                transferred.requestId(),
                new Occasion.Transferred(transferred.transferredAt(), contact(transferred.contact())),
                event.id());
    }

    private void exportExpiring(IncomingEvent event, Connection connection) throws SQLException {
        Expiring expiring = event.data(Expiring.class);
        complete(expiring.requestId(), expiring.until());
        add(
                event,
                connection,
                expiring.requestId(),
                new Occasion.ExportExpiring(expiring.until(), contact(expiring.contact())),
                expiring.until().toString());
    }

    /** Who is told after the end, when the contact on file is forgotten; null when nobody can be. */
    private Contact contact(Sealed sealed) {
        return sealed == null ? null : facts.open(sealed, Contact.class);
    }

    private String reason(Sealed sealed) {
        String reason = facts.open(sealed, Reason.class).reason();
        complete(reason);
        return reason;
    }

    private void add(IncomingEvent event, Connection connection, UUID requestId, Occasion occasion, String occurrence)
            throws SQLException {
        queue.add(connection, event.organisation(), requestId, occasion, occurrence, clock.instant());
    }
}
