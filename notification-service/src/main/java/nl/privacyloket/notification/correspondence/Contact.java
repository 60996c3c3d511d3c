package nl.privacyloket.notification.correspondence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/**
 * Who is written to. Reaches this service sealed, is stored encrypted, and goes when nothing is left to send.
 *
 * @param name how the person is addressed, as given; cleaned before it goes into a mail
 * @param email as given, or null; see {@link MailAddress} before it goes into a mail
 * @param confirmationCode what the person gives back to show that the address is theirs; null when none is asked
 * @param statusToken opens the person's private page; belongs in the fragment of a link and nowhere else
 * @param postalAddress in lines, as given, or null
 * @param onBehalfOf name of whom the request is about, when the contact writes for them; otherwise null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Contact(
        String name,
        String email,
        String confirmationCode,
        String statusToken,
        String postalAddress,
        String onBehalfOf) {

    /** How this person is reached: by e-mail when there is an address, else by post; empty when there is neither. */
    public Optional<Channel> channel() {
        if (email != null && !email.isBlank()) {
            return Optional.of(Channel.E_MAIL);
        }
        return postalAddress != null && !postalAddress.isBlank() ? Optional.of(Channel.LETTER) : Optional.empty();
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Contact[redacted]";
    }
}
