package nl.privacyloket.notification.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import nl.privacyloket.notification.correspondence.MailAddress;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import nl.privacyloket.notification.letter.AddressBook;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.PlainText;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.queue.ClaimedMessage;
import nl.privacyloket.notification.queue.MessageQueue;

/** Makes the mail of a claimed message, at the moment of sending: until then only cipher text is stored. */
public final class MailWriter {
    private final AddressBook addressBook;
    private final MessageQueue queue;
    private final LetterRenderer renderer;
    private final Senders senders;
    private final Clock clock;

    public MailWriter(
            AddressBook addressBook, MessageQueue queue, LetterRenderer renderer, Senders senders, Clock clock) {
        this.addressBook = addressBook;
        this.queue = queue;
        this.renderer = renderer;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Writes it.
     *
     * @throws UndeliverableException when there is no address, or what was given is none
     * @throws IllegalStateException when the policy that stood in for the message's own no longer can, because another scope
     *     became known since the claim: the message then waits, and nobody is without an address
     */
    OutgoingMail write(Connection connection, ClaimedMessage message) throws SQLException {
        if (!addressBook.knowsPolicy(connection, message.organisation(), message.policyVersion())) {
            throw new IllegalStateException("policy not known");
        }
        Addressed addressed = addressBook
                .find(connection, message.requestId(), queue.occasion(message))
                .orElseThrow(() -> new UndeliverableException(MessageQueue.NO_ADDRESS));
        String address = MailAddress.of(addressed.contact().email())
                .orElseThrow(() -> new UndeliverableException("invalid-address"));
        Organisation organisation = addressed.organisation();
        String name = PlainText.line(organisation.name());
        return new OutgoingMail(
                messageId(message.id(), message.resends(), message.organisation()),
                new Mailbox(name, senders.address(message.organisation())),
                MailAddress.of(organisation.contact().email())
                        .map(replyTo -> new Mailbox(name, replyTo))
                        .orElse(null),
                new Mailbox(PlainText.name(addressed.contact().name()), address),
                renderer.render(addressed),
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
