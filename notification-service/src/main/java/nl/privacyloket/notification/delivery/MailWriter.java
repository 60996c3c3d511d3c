package nl.privacyloket.notification.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.MailAddress;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.queue.ClaimedMessage;
import nl.privacyloket.notification.queue.MessageQueue;

/** Makes the mail of a claimed message, at the moment of sending: until then only cipher text is stored. */
public final class MailWriter {
    private final Correspondences correspondences;
    private final OrganisationRegister organisations;
    private final MessageQueue queue;
    private final LetterRenderer renderer;
    private final Senders senders;
    private final Clock clock;

    public MailWriter(
            Correspondences correspondences,
            OrganisationRegister organisations,
            MessageQueue queue,
            LetterRenderer renderer,
            Senders senders,
            Clock clock) {
        this.correspondences = correspondences;
        this.organisations = organisations;
        this.queue = queue;
        this.renderer = renderer;
        this.senders = senders;
        this.clock = clock;
    }

    /** @throws UndeliverableException when there is no address, or what was given is none */
    OutgoingMail write(Connection connection, ClaimedMessage message) throws SQLException {
        Contact contact = correspondences
                .contact(connection, message.requestId())
                .orElseThrow(() -> new UndeliverableException(MessageQueue.NO_ADDRESS));
        String address =
                MailAddress.of(contact.email()).orElseThrow(() -> new UndeliverableException("invalid-address"));
        RequestFacts request = correspondences
                .find(connection, message.requestId())
                .map(Correspondences.Entry::facts)
                .orElseThrow();
        Organisation organisation = organisations
                .find(connection, request.organisation(), request.policyVersion())
                .orElseThrow();
        String name = PlainText.line(organisation.name());
        return new OutgoingMail(
                messageId(message.id(), message.resends(), request.organisation()),
                new Mailbox(name, senders.address(request.organisation())),
                MailAddress.of(organisation.contact().email())
                        .map(replyTo -> new Mailbox(name, replyTo))
                        .orElse(null),
                new Mailbox(PlainText.name(contact.name()), address),
                renderer.render(new Addressed(request, contact, organisation, queue.occasion(message))),
                clock.instant());
    }

    /** Whether what it says may stay after sending, because it is nothing of the person. */
    boolean mayBeAskedAgain(ClaimedMessage message) {
        Occasion occasion = queue.occasion(message);
        return !occasion.goesWhenSent();
    }

    /** The same for each attempt, another when staff ask for the message again. */
    private String messageId(UUID id, int resends, String organisation) {
        String domain = senders.domain(organisation);
        return "<" + id + (resends == 0 ? "" : "." + resends) + "@" + domain + ">";
    }
}
