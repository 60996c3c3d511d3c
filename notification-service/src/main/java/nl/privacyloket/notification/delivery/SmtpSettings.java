package nl.privacyloket.notification.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * How the mail server is reached.
 *
 * @param user empty for a server that asks for none
 * @param encryption of the connection
 * @param timeout for connecting, and for each answer of the server
 * @param helo name that we give ourselves; empty for the name of this host
 */
public record SmtpSettings(
        String host,
        int port,
        Optional<String> user,
        Optional<String> password,
        Encryption encryption,
        Duration timeout,
        Optional<String> helo) {

    /** Encryption of the connection to the mail server. */
    public enum Encryption {
        /** None, whatever the server offers. */
        NONE,
        /** STARTTLS when the server offers it. */
        WHEN_OFFERED,
        /** STARTTLS, or no mail is sent. */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        TLS
    }

    /** For the mail library. */
    Properties properties() {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(user.isPresent()));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(encryption == Encryption.TLS));
        properties.setProperty(
                "mail.smtp.starttls.enable",
                Boolean.toString(encryption == Encryption.STARTTLS || encryption == Encryption.WHEN_OFFERED));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(encryption == Encryption.STARTTLS));
        helo.ifPresent(name -> properties.setProperty("mail.smtp.localhost", name));
        return properties;
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + encryption + "]";
    }
}
