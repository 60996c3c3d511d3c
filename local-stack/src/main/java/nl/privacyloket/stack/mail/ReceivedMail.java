package nl.privacyloket.stack.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A mail as one recipient got it. It holds personal data, so its text form tells only its number and kind.
 *
 * @param id its number in this mailbox, from 1
 * @param receivedAt when the SMTP server took it
 * @param from the sender's header
 * @param to the address that it was delivered to (the envelope, not the header)
 * @param subject the decoded subject
 * @param headers all headers by name, in the order of the message
 * @param text the plain-text part, or {@code null}
 * @param html the HTML part, or {@code null}
 */
public record ReceivedMail(
        long id,
        Instant receivedAt,
        String from,
        String to,
        String subject,
        Map<String, List<String>> headers,
        String text,
        String html) {

    /** The first value of a header, or {@code null}; the name in any case. */
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return "ReceivedMail[id=" + id + ", receivedAt=" + receivedAt + "]";
    }
}
