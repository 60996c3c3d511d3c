package nl.privacyloket.notification.delivery;

import java.time.Instant;
import nl.privacyloket.notification.letter.RenderedLetter;

/**
 * A mail ready to be sent. All names are one line, all addresses one address.
 *
 * @param messageId value of the header, with angle brackets; the same for each attempt at the same message
 * @param envelopeFrom address to which mail servers return what they cannot deliver (RFC 5321, return path)
 * @param replyTo null when answers have nowhere to go
 * @param list null for a mail to one person alone
 */
public record OutgoingMail(
        String messageId,
        String envelopeFrom,
        Mailbox from,
        Mailbox replyTo,
        Mailbox to,
        RenderedLetter letter,
        MailingList list,
        Instant date) {

    /**
     * A name and an address (RFC 5322).
     *
     * @param name may be empty
     */
    public record Mailbox(String name, String address) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Mailbox[redacted]";
        }
    }

    /** What stands before the at-sign of the Message-ID; mail servers give it back with what they cannot deliver. */
    public String id() {
        return messageId.substring(1, messageId.indexOf('@'));
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "OutgoingMail[" + messageId + "]";
    }
}
