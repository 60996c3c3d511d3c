package nl.privacyloket.notification.correspondence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Who is written to. Reaches this service sealed, is stored encrypted, and goes when nothing is left to send.
 *
 * @param name how the person is addressed, as given; cleaned before it goes into a mail
 * @param email as given; see {@link MailAddress} before it goes into a mail
 * @param confirmationCode what the person gives back to show that the address is theirs; null when none is asked
 * @param statusToken opens the person's private page; belongs in the fragment of a link and nowhere else
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Contact(String name, String email, String confirmationCode, String statusToken) {

    /** Redacted. */
    @Override
    public String toString() {
        return "Contact[redacted]";
    }
}
