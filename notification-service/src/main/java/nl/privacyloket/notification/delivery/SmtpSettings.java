package nl.privacyloket.notification.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the mail server is reached.
 *
 * @param user empty for a server that asks for none
 * @param encryption of the connection
 * @param timeout for connecting, and for each answer of the server but the one to the text
 * @param helo name that we give ourselves; empty for the name of this host
 * @param limits of what one connection carries
 */
public record SmtpSettings(
        String host,
        int port,
        Optional<String> user,
        Optional<String> password,
        Encryption encryption,
        Duration timeout,
        Optional<String> helo,
        Limits limits) {

    private static final Pattern SERVER = Pattern.compile("([^\\s:]+|\\[[0-9A-Fa-f:]+])\\:(\\d{1,5})");

    /** With the usual limits. */
    public SmtpSettings(
            String host,
            int port,
            Optional<String> user,
            Optional<String> password,
            Encryption encryption,
            Duration timeout,
            Optional<String> helo) {
        this(host, port, user, password, encryption, timeout, helo, Limits.USUAL);
    }

    /**
     * The same way to another server.
     *
     * @param server as {@code host:port}
     * @throws IllegalArgumentException when it is not
     */
    public SmtpSettings at(String server) {
        Matcher parts = SERVER.matcher(server.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not host:port: " + server);
        }
        int otherPort = Integer.parseInt(parts.group(2));
        return new SmtpSettings(parts.group(1), otherPort, user, password, encryption, timeout, helo, limits);
    }

    /**
     * Of what one connection carries.
     *
     * @param wholeMail longest time from the first command about a mail to the end of its text, connecting included; one
     *     {@code timeout} may come on top
     * @param finalAnswer longest time from the end of the text to the answer to it; ten minutes by RFC 5321, 4.5.3.2.6.
     *     Who hangs up before gets the mail sent twice, for the server may have taken it
     * @param idle after which a connection without mail is ended
     * @param mailsPerConnection after which a connection is ended
     */
    public record Limits(Duration wholeMail, Duration finalAnswer, Duration idle, int mailsPerConnection) {
        /** One minute; ten minutes; ten seconds; a hundred. */
        public static final Limits USUAL =
                new Limits(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofSeconds(10), 100);
    }

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

    /** For the mail library, with sockets that end when the deadline has passed. */
    Properties properties(Deadline deadline) {
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
        properties.put("mail.smtp.socketFactory", deadline);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        helo.ifPresent(name -> properties.setProperty("mail.smtp.localhost", name));
        return properties;
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + encryption + "]";
    }
}
