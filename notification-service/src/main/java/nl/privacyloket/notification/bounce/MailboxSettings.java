package nl.privacyloket.notification.bounce;

import java.time.Duration;
import java.util.Properties;

/**
 * How a mailbox is reached by IMAP.
 *
 * @param folder in which reports arrive
 * @param timeout for connecting, and for each answer of the server
 */
public record MailboxSettings(
        String host, int port, String user, String password, String folder, Encryption encryption, Duration timeout) {

    /** Encryption of the connection. */
    public enum Encryption {
        /** None, whatever the server offers. */
        NONE,
        /** STARTTLS, or nothing is read. */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        TLS
    }

    /** For the mail library. */
    Properties properties() {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.imap.connectiontimeout", millis);
        properties.setProperty("mail.imap.timeout", millis);
        properties.setProperty("mail.imap.writetimeout", millis);
        properties.setProperty("mail.imap.ssl.enable", Boolean.toString(encryption == Encryption.TLS));
        properties.setProperty("mail.imap.starttls.enable", Boolean.toString(encryption == Encryption.STARTTLS));
        properties.setProperty("mail.imap.starttls.required", Boolean.toString(encryption == Encryption.STARTTLS));
        // Reading a mail does not mark it: only what is recorded goes, and only what cannot be is marked.
        properties.setProperty("mail.imap.peek", "true");
        return properties;
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "MailboxSettings[" + host + ":" + port + "/" + folder + ", " + encryption + "]";
    }
}
