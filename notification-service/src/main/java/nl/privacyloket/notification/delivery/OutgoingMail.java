package nl.privacyloket.notification.delivery;

import java.time.Instant;
import nl.privacyloket.notification.letter.RenderedLetter;

/**
 * A mail ready to be sent. All names are one line, all addresses one address.
 *
 * @param messageId value of the header, with angle brackets; the same for each attempt at the same message
 * @param replyTo null when answers have nowhere to go
 */
public record OutgoingMail(
        String messageId, Mailbox from, Mailbox replyTo, Mailbox to, RenderedLetter letter, Instant date) {

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

    /** Redacted. */
    @Override
    public String toString() {
        return "OutgoingMail[" + messageId + "]";
    }
}
