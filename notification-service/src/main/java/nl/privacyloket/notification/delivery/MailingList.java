package nl.privacyloket.notification.delivery;

import java.net.URI;

/**
 * What tells mail programs that a mail went to many, and how to get no more of them (RFC 2369, 2919, 8058).
 *
 * @param listId names the list, such as {@code news.prifora.mail.example.org}; nothing of the receiver
 * @param unsubscribeUrl takes the one-click POST of this receiver; https, except on a developer's machine
 */
public record MailingList(String listId, URI unsubscribeUrl) {

    /** Without the link, which acts for the receiver. */
    @Override
    public String toString() {
        return "MailingList[" + listId + "]";
    }
}
