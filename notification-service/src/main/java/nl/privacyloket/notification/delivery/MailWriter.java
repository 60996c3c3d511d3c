package nl.privacyloket.notification.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import nl.privacyloket.notification.bounce.ReturnPaths;
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
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/** Makes the mail of a claimed message, at the moment of sending: until then only cipher text is stored. */
public final class MailWriter {
    private final AddressBook addressBook;
    private final MessageQueue queue;
    private final LetterRenderer renderer;
    private final Senders senders;
    private final ReturnPaths returnPaths;
    private final SuppressedAddresses suppressed;
    private final Clock clock;

    public MailWriter(
            AddressBook addressBook,
            MessageQueue queue,
            LetterRenderer renderer,
            Senders senders,
            ReturnPaths returnPaths,
            SuppressedAddresses suppressed,
            Clock clock) {
        this.addressBook = addressBook;
        this.queue = queue;
        this.renderer = renderer;
        this.senders = senders;
        this.returnPaths = returnPaths;
        this.suppressed = suppressed;
        this.clock = clock;
    }

    /**
     * Writes it.
     *
     * @throws UndeliverableException when there is no address, what was given is none, or nothing is sent to it unless staff
     *     ask for it
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
        boolean asked = message.isForStaff() || message.resends() > 0;
        if (!asked && suppressed.holds(connection, message.organisation(), hash(message, address), clock.instant())) {
            throw new UndeliverableException(MessageQueue.SUPPRESSED);
        }
        Organisation organisation = addressed.organisation();
        String name = PlainText.line(organisation.name());
        String sender = senders.address(message.organisation());
        String id = message.id() + (message.resends() == 0 ? "" : "." + message.resends());
        return new OutgoingMail(
                // The same for each attempt, another when staff ask for the message again.
                "<" + id + "@" + senders.domain(message.organisation()) + ">",
                returnPaths.of(id, sender),
                new Mailbox(name, sender),
                MailAddress.of(organisation.contact().email())
                        .map(replyTo -> new Mailbox(name, replyTo))
                        .orElse(null),
                new Mailbox(PlainText.name(addressed.contact().name()), address),
                renderer.render(addressed),
                null,
                clock.instant());
    }

    /** Whether what it says may stay after sending, because it is nothing of the person. */
    boolean mayBeAskedAgain(ClaimedMessage message) {
        Occasion occasion = queue.occasion(message);
        return !occasion.goesWhenSent();
    }

    /** By what the address of a mail is recognised. */
    String addressHash(ClaimedMessage message, OutgoingMail mail) {
        return hash(message, mail.to().address());
    }

    private String hash(ClaimedMessage message, String address) {
        return suppressed.hash(message.organisation(), address);
    }
}
